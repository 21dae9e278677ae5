/** Which of an app's answers are worth compressing on the way, and how their heads change. No I/O. */
import type { Exchange } from "../exchange.ts";
import { type Field, valueOf } from "../fields.ts";
import type { AnswerHead } from "../link/receiver.ts";
import { accepts } from "./accepts.ts";

export type Wish = {
  readonly gzip: boolean;
  readonly brotli: boolean;
  readonly types: ReadonlySet<string>;
  readonly minBytes: number;
  readonly acceptEncoding: string | null;
};

export function wishOf({ site, fields }: Exchange): Wish {
  const { gzip, brotli, minBytes } = site.settings.compression;
  return { gzip, brotli, types: site.compressible, minBytes, acceptEncoding: valueOf(fields.list, "accept-encoding") };
}

/** nginx compresses these alone (ngx_http_gzip_module). */
const STATUSES = new Set([200, 403, 404]);

export type Coding = "br" | "gzip";

/** `coding` null: as it is, but for what caches must know of the other form. */
export function compressedHead(head: AnswerHead, wish: Wish): { readonly head: AnswerHead; readonly coding: Coding | null } {
  const fields: Field[] = head.fields.map(([name, value]) => [name.toLowerCase(), value]);
  // As the 200 of the same URL (RFC 9110, section 15.4.5).
  const isNotModified = head.status === 304 && (wish.gzip || wish.brotli);
  if (!isNotModified && !mayCompress(head.status, fields, wish)) return { head, coding: null };
  const vary: Field = ["Vary", variesBy(valueOf(fields, "vary"))];
  const coding = isNotModified ? null : codingOf(wish);
  if (coding === null) {
    const same = head.fields.filter(([name]) => name.toLowerCase() !== "vary");
    return { head: { status: head.status, fields: [...same, vary] }, coding };
  }
  const kept = head.fields.filter(([name]) => !["content-length", "accept-ranges", "vary", "etag"].includes(name.toLowerCase()));
  const etag = valueOf(fields, "etag");
  const changed: Field[] = [...kept, ["Content-Encoding", coding], vary];
  // RFC 9110, section 8.8.1: other bytes, so it is the same page, but not to the byte.
  if (etag !== null) changed.push(["ETag", etag.startsWith("W/") ? etag : `W/${etag}`]);
  return { head: { status: head.status, fields: changed }, coding };
}

function codingOf({ gzip, brotli, acceptEncoding }: Wish): Coding | null {
  if (brotli && accepts(acceptEncoding, "br")) return "br";
  return gzip && accepts(acceptEncoding, "gzip") ? "gzip" : null;
}

function mayCompress(status: number, fields: readonly Field[], { gzip, brotli, types, minBytes }: Wish): boolean {
  if (!(gzip || brotli)) return false;
  if (!STATUSES.has(status) || valueOf(fields, "content-encoding") !== null) return false;
  const length = valueOf(fields, "content-length");
  if (length !== null && Number(length) < minBytes) return false;
  if (/(^|,)\s*no-transform\s*(,|$)/i.test(valueOf(fields, "cache-control") ?? "")) return false;
  return isCompressible(valueOf(fields, "content-type"), types);
}

function isCompressible(type: string | null, types: ReadonlySet<string>): boolean {
  const bare = (type ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  // nginx compresses text/html always.
  return bare === "text/html" || types.has(bare);
}

function variesBy(vary: string | null): string {
  if (vary === null) return "Accept-Encoding";
  return /accept-encoding|\*/i.test(vary) ? vary : `${vary}, Accept-Encoding`;
}

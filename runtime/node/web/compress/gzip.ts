/** Which of an app's answers are worth compressing on the way, and how their heads change. No I/O. */
import { type Field, valueOf } from "../fields.ts";
import type { AnswerHead } from "../link/receiver.ts";
import { accepts } from "./accepts.ts";

export type Wish = {
  readonly enabled: boolean;
  readonly types: ReadonlySet<string>;
  readonly minBytes: number;
  readonly acceptEncoding: string | null;
};

/** nginx compresses these alone (ngx_http_gzip_module). */
const STATUSES = new Set([200, 403, 404]);

/** Null: as it is. */
export function compressedHead(head: AnswerHead, wish: Wish): AnswerHead | null {
  const fields: Field[] = head.fields.map(([name, value]) => [name.toLowerCase(), value]);
  if (!mayCompress(head.status, fields, wish)) return null;
  const kept = head.fields.filter(([name]) => !["content-length", "accept-ranges", "vary", "etag"].includes(name.toLowerCase()));
  const vary = valueOf(fields, "vary");
  const etag = valueOf(fields, "etag");
  return {
    status: head.status,
    fields: [
      ...kept,
      ["Content-Encoding", "gzip"],
      ["Vary", variesBy(vary)],
      // RFC 9110, section 8.8.1: other bytes, so it is the same page, but not to the byte.
      ...(etag === null ? [] : [["ETag", etag.startsWith("W/") ? etag : `W/${etag}`] satisfies Field]),
    ],
  };
}

function mayCompress(status: number, fields: readonly Field[], { enabled, types, minBytes, acceptEncoding }: Wish): boolean {
  if (!enabled || !STATUSES.has(status) || valueOf(fields, "content-encoding") !== null) return false;
  const length = valueOf(fields, "content-length");
  if (length !== null && Number(length) < minBytes) return false;
  if (/(^|,)\s*no-transform\s*(,|$)/i.test(valueOf(fields, "cache-control") ?? "")) return false;
  return isCompressible(valueOf(fields, "content-type"), types) && accepts(acceptEncoding, "gzip");
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

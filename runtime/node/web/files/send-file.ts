/** A file as an answer: conditions, ranges, the compressed twin; read no faster than the client takes it. */
import { abort, sendHead, sendWords } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { type Field, valueOf } from "../fields.ts";
import { judgeConditions, rangeStands, type Version } from "./conditions.ts";
import { mediaType } from "./media-type.ts";
import type { Opened } from "./open-file.ts";
import { openPrecompressed } from "./precompressed.ts";
import { readRange } from "./ranges.ts";
import { streamFile } from "./stream-file.ts";

export type FileRules = {
  /** Null: as the app's own answer has it. */
  readonly cacheControl: string | null;
  /** Files that users sent: in a cage. */
  readonly uploadPolicy: string | null;
  /** Fields of the app that handed the file out. */
  readonly fields: readonly Field[];
};

export async function sendFile(exchange: Exchange, plain: Opened | null, rules: FileRules): Promise<void> {
  const { request, fields, site } = exchange;
  if (plain === null) return sendWords(exchange, 404);
  if (request.method !== "GET" && request.method !== "HEAD") {
    await plain.file.close();
    return sendWords(exchange, 405, [["Allow", "GET, HEAD"]]);
  }
  const twin =
    rules.uploadPolicy === null ? await openPrecompressed(plain, valueOf(fields.list, "accept-encoding"), site.settings.compression) : null;
  const { file, size, modifiedMs } = twin?.opened ?? plain;
  if (twin !== null) await plain.file.close();
  try {
    const version: Version = { etag: etagOf(size, modifiedMs), modifiedMs };
    const head = [...headOf(rules, version, plain.path), ...(twin === null ? [] : [["Content-Encoding", twin.encoding] satisfies Field])];
    if (site.settings.compression.precompressed && rules.uploadPolicy === null) head.push(["Vary", "Accept-Encoding"]);
    await sendVersion(exchange, { file, size, version, head });
  } finally {
    await file.close();
  }
}

type Sending = { readonly file: Opened["file"]; readonly size: number; readonly version: Version; readonly head: readonly Field[] };

async function sendVersion(exchange: Exchange, { file, size, version, head }: Sending): Promise<void> {
  const { list } = exchange.fields;
  const condition = judgeConditions(list, version);
  if (condition === "failed") return sendWords(exchange, 412);
  if (condition === "not-modified") {
    // RFC 9110, section 15.4.5: no field that speaks of a body.
    sendHead(
      exchange,
      304,
      head.filter(([name]) => !name.startsWith("Content-") || name === "Content-Security-Policy"),
    );
    exchange.response.end();
    return;
  }
  const range = rangeStands(list, version) ? readRange(valueOf(list, "range"), size) : null;
  if (range === "unsatisfiable") return sendWords(exchange, 416, [["Content-Range", `bytes */${size}`]]);
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const part: Field[] = range === null ? [] : [["Content-Range", `bytes ${start}-${end}/${size}`]];
  sendHead(exchange, range === null ? 200 : 206, [...head, ...part, ["Content-Length", String(end - start + 1)]]);
  if (exchange.request.method === "HEAD" || end < start) exchange.response.end();
  else if (!(await streamFile(exchange, file, start, end))) abort(exchange.response);
}

function headOf({ cacheControl, uploadPolicy, fields }: FileRules, { etag, modifiedMs }: Version, path: string): Field[] {
  const typed = fields.some(([name]) => name.toLowerCase() === "content-type");
  const head: Field[] = [...fields];
  if (!typed) head.push(["Content-Type", mediaType(path)]);
  head.push(["Last-Modified", new Date(modifiedMs).toUTCString()], ["ETag", etag], ["Accept-Ranges", "bytes"]);
  if (cacheControl !== null) head.push(["Cache-Control", cacheControl]);
  if (uploadPolicy !== null) head.push(["Content-Security-Policy", uploadPolicy]);
  return head;
}

/** By time and size, as nginx's: the same on every machine that has the same files. */
function etagOf(size: number, modifiedMs: number): string {
  return `"${Math.floor(modifiedMs / 1000).toString(16)}-${size.toString(16)}"`;
}

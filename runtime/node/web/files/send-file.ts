/** A file as an answer: conditions, ranges, the compressed twin; read no faster than the client takes it. */
import { abort } from "../abort.ts";
import { sendHead, sendWords } from "../answer.ts";
import { compressedHead, wishOf } from "../compress/choose.ts";
import { type Exchange, newId } from "../exchange.ts";
import { type Field, valueOf } from "../fields.ts";
import type { AnswerHead } from "../link/receiver.ts";
import { endAnswer } from "../sending.ts";
import { compressFile } from "./compress-file.ts";
import { judgeConditions, rangeStands, type Version } from "./conditions.ts";
import { mediaType } from "./media-type.ts";
import type { Opened } from "./open-file.ts";
import { partsOf } from "./parts.ts";
import { openPrecompressed } from "./precompressed.ts";
import { type Range, readRanges } from "./ranges.ts";
import { streamFile } from "./stream-file.ts";

export type FileRules = {
  /** Null: as the app's own answer has it. */
  readonly cacheControl: string | null;
  /** Files that users sent: no form of theirs lies beside them. */
  readonly isUpload: boolean;
  /** And their cage, where nobody has opened it. */
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
  const twin = !rules.isUpload ? await openPrecompressed(plain, valueOf(fields.list, "accept-encoding"), site.settings.compression) : null;
  const { file, size, modifiedMs } = twin?.opened ?? plain;
  if (twin !== null) await plain.file.close();
  try {
    const version: Version = { etag: etagOf(size, modifiedMs), modifiedMs };
    const head = [
      ...headOf(rules, version, plain.path, site.settings.files.types),
      ...(twin === null ? [] : [["Content-Encoding", twin.encoding] satisfies Field]),
    ];
    if (site.settings.compression.precompressed && !rules.isUpload) head.push(["Vary", "Accept-Encoding"]);
    await sendVersion(exchange, { file, size, version, head });
  } finally {
    await file.close();
  }
}

type Sending = { readonly file: Opened["file"]; readonly size: number; readonly version: Version; readonly head: readonly Field[] };

async function sendVersion(exchange: Exchange, { file, size, version, head }: Sending): Promise<void> {
  const { list } = exchange.fields;
  const condition = judgeConditions(list, version, Date.now());
  if (condition === "failed") return sendWords(exchange, 412);
  if (condition === "not-modified") {
    // RFC 9110, section 15.4.5: what the 200 has, and no field that speaks of a body.
    const whole = compressedHead(wholeHead(head, size), wishOf(exchange)).head.fields;
    sendHead(
      exchange,
      304,
      whole.filter(([name]) => !name.startsWith("Content-") || name === "Content-Security-Policy"),
    );
    return endAnswer(exchange);
  }
  const ranges = rangeStands(list, version) ? readRanges(valueOf(list, "range"), size) : null;
  if (ranges === "unsatisfiable") return sendWords(exchange, 416, [["Content-Range", `bytes */${size}`]]);
  if (ranges === null) return sendWhole(exchange, file, size, head);
  const [first, ...more] = ranges;
  if (first !== undefined && more.length === 0) return sendPart(exchange, file, size, first, head);
  return sendParts(exchange, file, size, ranges, head);
}

function wholeHead(fields: readonly Field[], size: number): AnswerHead {
  return { status: 200, fields: [...fields, ["Content-Length", String(size)]] };
}

async function sendWhole(exchange: Exchange, file: Opened["file"], size: number, fields: readonly Field[]): Promise<void> {
  const { head, coding } = compressedHead(wholeHead(fields, size), wishOf(exchange));
  sendHead(exchange, 200, head.fields);
  if (exchange.request.method === "HEAD" || size === 0) return endAnswer(exchange);
  if (coding === null) return endIf(await streamFile(exchange, file, 0, size - 1), exchange);
  // The compressor ends the answer when it has given its last byte.
  if (!(await compressFile(exchange, file, size, coding))) abort(exchange.response);
}

async function sendPart(
  exchange: Exchange,
  file: Opened["file"],
  size: number,
  { start, end }: Range,
  head: readonly Field[],
): Promise<void> {
  sendHead(exchange, 206, [...head, ["Content-Range", `bytes ${start}-${end}/${size}`], ["Content-Length", String(end - start + 1)]]);
  endIf(exchange.request.method === "HEAD" || (await streamFile(exchange, file, start, end)), exchange);
}

/** The client must be able to tell when a file grew shorter on the way. */
function endIf(isWhole: boolean, exchange: Exchange): void {
  if (isWhole) endAnswer(exchange);
  else abort(exchange.response);
}

async function sendParts(
  exchange: Exchange,
  file: Opened["file"],
  size: number,
  ranges: readonly Range[],
  head: readonly Field[],
): Promise<void> {
  const { response } = exchange;
  const isType = ([name]: Field): boolean => name.toLowerCase() === "content-type";
  const boundary = newId();
  const { parts, after, bytes } = partsOf(ranges, size, head.find(isType)?.[1] ?? "application/octet-stream", boundary);
  sendHead(exchange, 206, [
    ...head.filter((field) => !isType(field)),
    ["Content-Type", `multipart/byteranges; boundary=${boundary}`],
    ["Content-Length", String(bytes)],
  ]);
  if (exchange.request.method === "HEAD") return endAnswer(exchange);
  for (const part of parts) {
    response.write(part.before);
    if (!(await streamFile(exchange, file, part.start, part.end))) return abort(response);
  }
  endAnswer(exchange, after);
}

function headOf(
  { cacheControl, uploadPolicy, fields }: FileRules,
  { etag, modifiedMs }: Version,
  path: string,
  types: Parameters<typeof mediaType>[0],
): Field[] {
  const typed = fields.some(([name]) => name.toLowerCase() === "content-type");
  const head: Field[] = [...fields];
  if (!typed) head.push(["Content-Type", mediaType(types, path)]);
  head.push(["Last-Modified", new Date(modifiedMs).toUTCString()], ["ETag", etag], ["Accept-Ranges", "bytes"]);
  if (cacheControl !== null) head.push(["Cache-Control", cacheControl]);
  if (uploadPolicy !== null) head.push(["Content-Security-Policy", uploadPolicy]);
  return head;
}

/** By time and size, as nginx's: the same on every machine that has the same files. */
function etagOf(size: number, modifiedMs: number): string {
  return `"${Math.floor(modifiedMs / 1000).toString(16)}-${size.toString(16)}"`;
}

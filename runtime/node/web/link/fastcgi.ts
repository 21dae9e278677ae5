/**
 * FastCGI, the web server's side (https://fastcgi-archives.github.io/FastCGI_Specification.html).
 * Unlike SCGI it says where an answer ends, so an answer that was cut is known as such.
 * No I/O here.
 */
import type { Field } from "../fields.ts";

const BEGIN = 1;
const END = 3;
const PARAMS = 4;
const STDIN = 5;
const STDOUT = 6;
const STDERR = 7;
const RESPONDER = 1;
const KEEP = 1;
const CONTENT_MAX = 65535;

export const STDIN_END: Buffer = record(STDIN, 0);

/** BEGIN_REQUEST and PARAMS; request id 1, as one connection carries one request at a time. */
export function fastcgiHead(environ: readonly Field[], keep: boolean): Buffer {
  const begin = Buffer.alloc(16);
  record(BEGIN, 8).copy(begin);
  begin[9] = RESPONDER;
  begin[10] = keep ? KEEP : 0;
  const params = pairs(environ);
  const parts: Buffer[] = [begin];
  for (let at = 0; at < params.length; at += CONTENT_MAX) {
    const piece = params.subarray(at, at + CONTENT_MAX);
    parts.push(record(PARAMS, piece.length), piece);
  }
  parts.push(record(PARAMS, 0));
  return Buffer.concat(parts);
}

/** A piece of the body; a record carries 64 KB at most. */
export function stdinRecords(chunk: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < chunk.length; at += CONTENT_MAX) {
    const piece = chunk.subarray(at, at + CONTENT_MAX);
    parts.push(record(STDIN, piece.length), piece);
  }
  return Buffer.concat(parts);
}

function record(kind: number, contentBytes: number): Buffer {
  return Buffer.from([1, kind, 0, 1, contentBytes >> 8, contentBytes & 255, 0, 0]);
}

/** Section 3.4: a length below 128 in one byte, else in four with the highest bit set. */
function pairs(environ: readonly Field[]): Buffer {
  let bytes = 0;
  for (const [name, value] of environ) bytes += 8 + name.length + value.length;
  const out = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const [name, value] of environ) {
    at = writeLength(out, at, name.length);
    at = writeLength(out, at, value.length);
    at += out.write(name, at, "latin1");
    at += out.write(value, at, "latin1");
  }
  return out.subarray(0, at);
}

function writeLength(out: Buffer, at: number, length: number): number {
  if (length < 128) return out.writeUInt8(length, at);
  return out.writeUInt32BE((length | 0x80000000) >>> 0, at);
}

export type Read = {
  readonly stdout: readonly Buffer[];
  readonly stderr: readonly Buffer[];
  readonly ended: boolean;
  /** What follows is no FastCGI, or no answer to our request. */
  readonly broken: boolean;
  /** Bytes that are no whole record yet. */
  readonly rest: Buffer;
};

export function readRecords(data: Buffer): Read {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  let at = 0;
  let ended = false;
  let broken = false;
  while (data.length - at >= 8 && !ended) {
    broken = data[at] !== 1 || data.readUInt16BE(at + 2) !== 1 || ![STDOUT, STDERR, END].includes(data[at + 1] ?? 0);
    if (broken) break;
    const contentBytes = data.readUInt16BE(at + 4);
    const end = at + 8 + contentBytes + (data[at + 6] ?? 0);
    if (end > data.length) break;
    const content = data.subarray(at + 8, at + 8 + contentBytes);
    switch (data[at + 1]) {
      case STDOUT:
        if (contentBytes > 0) stdout.push(content);
        break;
      case STDERR:
        if (contentBytes > 0) stderr.push(content);
        break;
      default:
        ended = true;
    }
    at = end;
  }
  return { stdout, stderr, ended, broken, rest: data.subarray(at) };
}

/**
 * The PROXY protocol, versions 1 and 2 (https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt):
 * an edge that passes TLS through tells the client's address before the first byte of it. No I/O here.
 */
import { isIP } from "node:net";

export type ReadProxy = { readonly address: string | null; readonly bytes: number } | "more" | "malformed";

const SIGNATURE = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
/** Section 2.1: the longest line, with its end. */
const LINE_BYTES_MAX = 107;

/** `address` null: the edge speaks for itself (a probe). */
export function readProxyHead(data: Buffer): ReadProxy {
  const start = data.subarray(0, SIGNATURE.length);
  if (start.equals(SIGNATURE.subarray(0, start.length))) return data.length < 16 ? "more" : readBinary(data);
  const end = data.indexOf("\r\n");
  if (end < 0)
    return data.length < LINE_BYTES_MAX && "PROXY ".startsWith(data.toString("latin1", 0, Math.min(6, data.length))) ? "more" : "malformed";
  return end > LINE_BYTES_MAX - 2 ? "malformed" : readLine(data.toString("latin1", 0, end), end + 2);
}

function readLine(line: string, bytes: number): ReadProxy {
  if (/^PROXY UNKNOWN( |$)/.test(line)) return { address: null, bytes };
  const [, family, address = ""] = /^PROXY TCP([46]) (\S+) \S+ [0-9]{1,5} [0-9]{1,5}$/.exec(line) ?? [];
  return family !== undefined && isIP(address) === Number(family) ? { address, bytes } : "malformed";
}

function readBinary(data: Buffer): ReadProxy {
  const bytes = 16 + data.readUInt16BE(14);
  const command = data[12];
  if (command !== 0x20 && command !== 0x21) return "malformed";
  if (data.length < bytes) return "more";
  const family = (data[13] ?? 0) >> 4;
  if (command === 0x20 || family === 0) return { address: null, bytes };
  if (family === 1 && bytes >= 28) return { address: [...data.subarray(16, 20)].join("."), bytes };
  if (family === 2 && bytes >= 52) return { address: data.toString("hex", 16, 32).replace(/(.{4})(?=.)/g, "$1:"), bytes };
  return "malformed";
}

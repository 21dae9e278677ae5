/**
 * SCGI, the web server's side (https://python.ca/scgi/protocol.txt): a netstring of
 * NUL-separated pairs, then the body; the answer ends with the connection. No I/O here.
 */
import type { Field } from "../fields.ts";

export function scgiHead(environ: readonly Field[]): Buffer {
  let pairs = "";
  // A NUL would end a value; Node's parser lets none through, and a path with one is refused.
  for (const [name, value] of environ) pairs += `${name}\0${value}\0`;
  return Buffer.from(`${pairs.length}:${pairs},`, "latin1");
}

/**
 * SCGI, the web server's side (https://python.ca/scgi/protocol.txt): a netstring of
 * NUL-separated pairs, then the body; the answer ends with the connection. No I/O here.
 */
import type { Field } from "../fields.ts";

/** CONTENT_LENGTH comes first, as the specification wants it. */
export function scgiHead(environ: readonly Field[], bodyBytes: number): Buffer {
  let pairs = `CONTENT_LENGTH\0${bodyBytes}\0SCGI\x001\0`;
  // A NUL would end a value; Node's parser lets none through, and a path with one is refused.
  for (const [name, value] of environ) if (name !== "CONTENT_LENGTH") pairs += `${name}\0${value}\0`;
  return Buffer.from(`${pairs.length}:${pairs},`, "latin1");
}

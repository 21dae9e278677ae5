/**
 * What a request's fields say about its own borders, read more strictly than Node does: two
 * programs that disagree on where a request ends are how requests are smuggled (RFC 9112,
 * sections 6.3 and 11.2). No I/O here.
 */
import { countOf, type Field, type Fields, valueOf } from "./fields.ts";

export type Framing = {
  /** Null where the body comes in chunks. */
  readonly bodyBytes: number | null;
  readonly expectsContinue: boolean;
};

/** Fields of which two cannot both be right. */
const SINGLE = ["host", "content-length", "transfer-encoding", "content-type", "expect", "authorization"];

const LENGTH = /^[0-9]{1,15}$/;

/** A status instead: what the request must be refused with. */
export function readFraming(
  { list, count, bytes, fieldBytes, hasBlank }: Fields,
  httpVersion: string,
  limits: { headerCount: number; headersBytes: number; requestLineBytes: number },
  /** Of the connection, whatever the request line says. */
  protocol: 1 | 2,
): Framing | number {
  // RFC 9110, section 15.6.6: a version of its own protocol that this connection does not speak.
  if (httpVersion === "2.0" && protocol === 1) return 505;
  // HTTP/0.9 has no fields; what has some and names no version is no request (RFC 9112, section 3).
  if (!["1.0", "1.1", "2.0"].includes(httpVersion) || hasBlank) return 400;
  // One line is as long as the first may be, as with nginx and Apache.
  if (count > limits.headerCount || bytes > limits.headersBytes || fieldBytes > limits.requestLineBytes) return 431;
  if (SINGLE.some((name) => countOf(list, name) > 1)) return 400;
  const expect = valueOf(list, "expect");
  if (expect !== null && expect.toLowerCase() !== "100-continue") return 417;
  const bodyBytes = readLength(list, httpVersion);
  if (bodyBytes === "refused") return 400;
  if (bodyBytes === "unknown") return 501;
  return { bodyBytes, expectsContinue: expect !== null && httpVersion !== "1.0" };
}

function readLength(list: readonly Field[], httpVersion: string): number | null | "refused" | "unknown" {
  const length = valueOf(list, "content-length");
  const coding = valueOf(list, "transfer-encoding");
  if (coding !== null) {
    if (length !== null || httpVersion !== "1.1") return "refused";
    // RFC 9112, section 6.1: 501 for a coding that we do not know.
    return coding.toLowerCase() === "chunked" ? null : "unknown";
  }
  // HTTP/2 frames its bodies itself: without a length it may still have one.
  if (length === null) return httpVersion === "2.0" ? null : 0;
  return LENGTH.test(length) ? Number(length) : "refused";
}

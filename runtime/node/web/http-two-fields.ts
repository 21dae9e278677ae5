/** Fields of an answer as HTTP/2 takes them from Node: one value for each name that Node thinks has but one. No I/O. */

/** Whatever the request line says: a client can write `HTTP/2.0` there. */
export function isHttpTwo(message: object): boolean {
  return "stream" in message;
}

/** RFC 9110, section 7.6.1; RFC 9113, section 8.2.2; and what the wire decides for itself. */
export const OF_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
  "trailer",
  "te",
  "date",
]);

/** Of these Node refuses two, but they are lists, which several lines make up (RFC 9110, sections 5.3, 8.4 and 8.5). */
const LISTS = new Set(["content-encoding", "content-language"]);

/** Node's own list (kSingleValueFields); of two the first counts, since nobody can say which is right. */
const SINGLE = new Set([
  "access-control-allow-credentials",
  "access-control-max-age",
  "access-control-request-method",
  "age",
  "authorization",
  "content-length",
  "content-location",
  "content-md5",
  "content-range",
  "content-type",
  "dnt",
  "etag",
  "expires",
  "from",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "last-modified",
  "location",
  "max-forwards",
  "proxy-authorization",
  "range",
  "referer",
  "retry-after",
  "tk",
  "upgrade-insecure-requests",
  "user-agent",
  "x-content-type-options",
]);

export function fieldsOfTwo(flat: readonly string[]): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const name = (flat[at] ?? "").toLowerCase();
    const value = flat[at + 1] ?? "";
    const before = fields.get(name);
    if (OF_CONNECTION.has(name) || (before !== undefined && SINGLE.has(name))) continue;
    if (before === undefined) fields.set(name, value);
    else fields.set(name, LISTS.has(name) ? `${before}, ${value}` : [before, value].flat());
  }
  return Object.fromEntries(fields);
}

/**
 * Paths that every web server answers with 400, so that web server, WSGI server and app cannot
 * read one path in different ways (RULES F1).
 *
 * A dot segment, raw or percent-encoded, is refused always: browsers resolve them before they
 * send. An empty segment is refused where access is ruled by path: `//admin` is not `/admin`
 * to the web server, but some frameworks make it so.
 *
 * Bytes beyond ASCII, which no URI has (RFC 3986, section 2), are decoded by one server, decoded
 * twice by another and refused by a third; browsers encode them before they send.
 *
 * Patterns are for the raw request target, case-insensitive, without quotes, blanks or
 * backslashes, and mean the same to PCRE and to JavaScript.
 */
import type { Plan } from "../plan/plan.ts";

export const DOT_SEGMENT = "^[^?#]*(/|%2f)([.]|%2e){1,2}(/|%2f|[?#]|$)";

export const UNENCODED = "[^!-~]";

/** Of the path: the two slashes after an absolute target's scheme (RFC 9112, section 3.2.2) are no segment. */
export const EMPTY_SEGMENT = "^(/|https?://[^/?#]*/)([^?#]*(/|%2f))?(/|%2f)";

export function refusesEmptySegments({ locations }: Pick<Plan, "locations">): boolean {
  return locations.some(({ access }) => access !== null);
}

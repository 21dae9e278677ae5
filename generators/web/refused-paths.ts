/**
 * Paths that every web server answers with 400, so that web server, WSGI server and app cannot
 * read one path in different ways (RULES F1).
 *
 * A dot segment, raw or percent-encoded, is refused always: browsers resolve them before they
 * send. An empty segment is refused where access or a rate is ruled by path: `//admin` is not
 * `/admin` to the web server, but some frameworks make it so.
 *
 * So is an encoded control character there: `$` of a Python regular expression is the end, or the
 * line break before it, so Starlette, and Django (CVE-2021-44420) and Werkzeug of former years, give
 * `/admin` to who asks for `/admin%0A`, which is another path to the web server.
 *
 * Bytes beyond ASCII, which no URI has (RFC 3986, section 2), are decoded by one server, decoded
 * twice by another and refused by a third; browsers encode them before they send.
 *
 * Patterns are for the raw request target, case-insensitive, without quotes, blanks or
 * backslashes, and mean the same to PCRE and to JavaScript.
 */
import type { Plan } from "../plan/plan.ts";

export const DOT_SEGMENT = "^[^?#]*(/|%2f)([.]|%2e){1,2}(/|%2f|[?#]|$)";

/** A hash is no part of a target (RFC 9112, section 3.2): nginx cuts it off, and serves what stands before it. */
export const UNENCODED = "#|[^!-~]";

/** Of the path: the two slashes after an absolute target's scheme (RFC 9112, section 3.2.2) are no segment. */
export const EMPTY_SEGMENT = "^(/|https?://[^/?#]*/)([^?#]*(/|%2f))?(/|%2f)";

/** Of the path: encoded in the query it is a form's own business. */
export const CONTROL = "^[^?#]*%([01][0-9a-f]|7f)";

/** Access, or a rate, is ruled by path somewhere. One rate for the whole site holds whatever the path is. */
export function rulesPaths({ locations }: Pick<Plan, "locations">): boolean {
  const zones = new Set(locations.flatMap(({ serve, rate }) => (serve.kind === "health" ? [] : [rate?.zone ?? null])));
  return zones.size > 1 || locations.some(({ access }) => access !== null);
}

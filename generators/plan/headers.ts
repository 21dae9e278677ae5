/**
 * The header ledger: every security header has one owner, the web server, on every answer
 * whatever its status (RULES F8). The glue switches the frameworks' own off.
 */
import { below } from "../../schema/path.ts";
import type { WebInput } from "./input.ts";
import type { Headers, Tls } from "./plan.ts";
import { hstsValue, planHsts } from "./tls.ts";

type Row = Headers["set"][number];

/**
 * Defaults by the OWASP Secure Headers Project and MDN's HTTP Observatory: what is safe for an
 * app that nobody looked at. A Content-Security-Policy cannot be guessed, so it has no default. Camera, place and microphone
 * are for the site itself: an empty list would deny them to it, too, and the browser would never ask.
 */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "SAMEORIGIN"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
];

/**
 * They frame the message or are hop-by-hop (RFC 9110 section 7.6.1), or say what one answer is; a fixed value would break
 * answers, or stand there twice: no server replaces its own Server or Content-Type so.
 */
const RESERVED = [
  "accept-ranges",
  "age",
  "allow",
  "connection",
  "content-encoding",
  "content-length",
  "content-range",
  "content-type",
  "etag",
  "last-modified",
  "location",
  "proxy-authenticate",
  "retry-after",
  "server",
  "transfer-encoding",
  "upgrade",
  "keep-alive",
  "te",
  "trailer",
  "date",
  "host",
  "set-cookie",
  "vary",
  "www-authenticate",
];

export function planHeaders({ stack, trust, report }: WebInput, tls: Tls | null): Headers {
  const source = stack.web.headers;
  const rows = new Map<string, Row>();
  const put = (name: string, value: string, at: string) => rows.set(name.toLowerCase(), { name, value, at });
  const removed = new Set(source.remove.map((name) => name.toLowerCase()));
  if (source.defaults) for (const [name, value] of DEFAULTS) if (!removed.has(name.toLowerCase())) put(name, value, "web.headers.defaults");
  if (source.content_security_policy !== undefined)
    put("Content-Security-Policy", source.content_security_policy, "web.headers.content_security_policy");
  if (tls === null && trust.edge?.tls === "edge" && !removesHsts(stack)) {
    const value = hstsValue(planHsts(statedHsts(stack.web.tls), report));
    if (value !== null) put("Strict-Transport-Security", value, "web.tls.hsts");
  }
  for (const [name, value] of Object.entries(source.set)) {
    const at = below("web.headers.set", name);
    reportTwice(name, at, stack, report);
    if (RESERVED.includes(name.toLowerCase()))
      report({
        code: "header-reserved",
        layer: "plan",
        at,
        message: `${name} belongs to the server that frames the answer and cannot be set for every answer`,
        help: "let the app send it where it is needed",
      });
    put(name, value, at);
  }
  const remove = source.remove.map((name, i) => ({ name, at: `web.headers.remove[${i}]` }));
  for (const { name, at } of remove) {
    const row = rows.get(name.toLowerCase());
    if (row === undefined) reportTwice(name, at, stack, report);
    else reportBoth(name, at, row.at, report);
  }
  const fixed = ["Server", "X-Powered-By"].map((name) => ({ name, at: "web.headers.remove" }));
  return { set: [...rows.values()], remove: [...fixed, ...remove] };
}

function reportBoth(name: string, at: string, owner: string, report: WebInput["report"]): void {
  report({
    code: "key-conflict",
    layer: "plan",
    at,
    message: `${name} is removed here, and set by ${owner}`,
    help: "keep one of the two: what is set takes the place of the app's own",
    related: [{ at: owner, message: "set here" }],
  });
}

/** Two keys for one header: which of the two counts would be anybody's guess. */
function reportTwice(name: string, at: string, { web }: WebInput["stack"], report: WebInput["report"]): void {
  const owner = new Map([
    ["content-security-policy", web.headers.content_security_policy === undefined ? null : "web.headers.content_security_policy"],
    ["strict-transport-security", statedHsts(web.tls) ? "web.tls.hsts" : null],
    ["x-request-id", web.logs.request_id ? "web.logs.request_id" : null],
  ]).get(name.toLowerCase());
  if (owner === undefined || owner === null) return;
  report({
    code: "key-conflict",
    layer: "plan",
    at,
    message: `${name} is named here, and has an owner: ${owner}`,
    help: `keep one of the two${owner === "web.logs.request_id" ? ": request_id: false leaves the header to you" : ""}`,
    related: [{ at: owner, message: "its owner" }],
  });
}

type TlsSource = WebInput["stack"]["web"]["tls"];

/** A default that is taken out; a stated one is a conflict. */
export function removesHsts({ web }: WebInput["stack"]): boolean {
  const names = web.headers.remove.map((name) => name.toLowerCase());
  return names.includes("strict-transport-security") && statedHsts(web.tls) === undefined;
}

function statedHsts(tls: TlsSource) {
  return tls === false ? undefined : tls.hsts;
}

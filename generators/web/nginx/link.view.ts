/** A link's own file: what every app behind it is told about a request, and what of its answers passes. */

import type { WebLink } from "../../plan/links.ts";
import type { App, Location, Plan } from "../../plan/plan.ts";
import { strippedHeaders, USER_HEADER } from "../forwarded.ts";
import { SENDFILE_HEADERS } from "../sendfile-headers.ts";
import type { Facts, Given } from "./facts.ts";
import { linkWord } from "./link-word.ts";
import { variable } from "./names.ts";
import type { NginxQuoter } from "./quote.ts";
import { checksPasswords } from "./users.view.ts";

export function linkView(link: WebLink, { plan, facts, q }: Given) {
  const isHttp = link === "http";
  const apps = plan.apps.filter(({ server }) => server.webLink === link);
  const served = servedBy(apps, plan);
  const cached = served.some(({ cache }) => cache !== null);
  return {
    link: linkWord(link, q),
    gateway: isHttp ? null : gatewayView(link, apps, { plan, facts, q }),
    http: isHttp ? proxyView({ plan, facts, q }) : null,
    hidden: hiddenHeaders(plan).map(({ name, at }) => q.header(name, at)),
    ...buffersView({ plan, q }),
    ignored: ignoredHeaders(served).map((name) => q.header(name, { rule: "F8" })),
    cache: cached ? { key: q.composed(cacheKey(facts), "web.cache"), proxy: isHttp ? q.section("web.cache") : null } : null,
  };
}

/** No smaller than what clients may send: an answer's cookies come back. nginx wants all but one of the buffers to be more than the first. */
function buffersView({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const kilobytes = Math.max(64, Math.ceil(web.limits.headersBytes / 4096) * 4);
  const from = { rule: "S2" } as const;
  return { headSize: q.word(`${kilobytes}k`, from), bodySize: q.word(`${Math.max(16, kilobytes / 4)}k`, from) };
}

function servedBy(apps: readonly App[], { locations }: Plan): readonly Location[] {
  const names = new Set(apps.map(({ name }) => name));
  return locations.filter(({ serve }) => "app" in serve && names.has(serve.app));
}

/** Method too: these links pass HEAD on, and its empty answer must not be given to a GET. */
function cacheKey({ scheme, host }: Facts): string {
  return `$request_method|${scheme}|${host}|$request_uri`;
}

function told(facts: Facts, q: NginxQuoter) {
  return {
    host: q.word(facts.host, { rule: "X12" }),
    client: q.word(facts.client, { rule: "X8" }),
    scheme: q.word(facts.scheme, { rule: "X1" }),
    requestId: facts.requestId === null ? q.string("", "web.logs.request_id") : q.word(facts.requestId, "web.logs.request_id"),
  };
}

const userView = ({ plan, q }: Pick<Given, "plan" | "q">) => ({ name: q.word(variable(plan, "user"), { rule: "access" }) });

function proxyView({ plan, facts, q }: Given) {
  const user = checksPasswords(plan) ? { header: q.header(USER_HEADER, { rule: "access" }), ...userView({ plan, q }) } : null;
  return {
    ...told(facts, q),
    user,
    stripped: (user === null ? strippedHeaders(plan) : strippedHeaders(plan).filter((name) => name !== USER_HEADER)).map((name) =>
      q.header(name, { rule: "X2" }),
    ),
  };
}

/**
 * Said by a parameter of its own, or about the connection to nginx and untrue behind it: nginx
 * has put a chunked body together before it passes it on.
 */
const SAID_ELSEWHERE = ["Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Expect"];

/** Ours by every other link; here the glue sets them anew. */
const FORWARDED = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "X-Scheme"];

function gatewayView(link: WebLink, apps: readonly App[], { plan, facts, q }: Given) {
  return {
    ...told(facts, q),
    user: checksPasswords(plan) ? { ...userView({ plan, q }), kind: q.word(variable(plan, "auth_type"), { rule: "access" }) } : null,
    link: linkWord(link, q),
    keep: link === "fastcgi" && apps.some(({ server }) => server.times.upstreamIdleS > 0),
    // nginx writes SCGI's CONTENT_LENGTH itself, first, as the protocol demands.
    scgi: link === "scgi",
    length: link !== "scgi",
    // uWSGI reads them itself. To the gateway each would be one more to parse, and the glue overwrites it.
    forwards: link === "uwsgi",
    name: q.host(plan.site.canonical, "domains"),
    port: q.word(facts.port, { rule: "X12" }),
    https: q.word(facts.https, { rule: "X3" }),
    stripped: [...(link === "uwsgi" ? [] : FORWARDED), ...strippedHeaders(plan), ...SAID_ELSEWHERE].map((name) =>
      q.word(paramOf(name), { rule: "X3" }),
    ),
  };
}

/** `X-Forwarded-Host` as CGI names it (RFC 3875, section 4.1.18). */
function paramOf(header: string): string {
  return `HTTP_${header.toUpperCase().replaceAll("-", "_")}`;
}

type Hidden = { readonly name: string; readonly at: string };

/** What nginx sets itself, and what the user wants gone; each name once. */
export function hiddenHeaders({ web }: Plan): readonly Hidden[] {
  const names = new Map<string, Hidden>();
  const owned: readonly Hidden[] = [
    ...web.headers.set,
    ...(web.tls === null ? [] : [{ name: "Strict-Transport-Security", at: "web.tls.hsts" }]),
    ...(web.logs.requestId ? [{ name: "X-Request-ID", at: "web.logs.request_id" }] : []),
    ...web.headers.remove,
    // Where a file lies is told to a web server alone; nginx keeps X-Accel-Redirect and its kin to itself.
    ...SENDFILE_HEADERS.map((name) => ({ name, at: "web.headers" })),
  ];
  for (const { name, at } of owned) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), { name, at });
  return [...names.values()];
}

/** Where an app hands out files, its word must be heard. */
function ignoredHeaders(served: readonly Location[]): readonly string[] {
  const hands = served.some(({ serve }) => serve.kind === "protected");
  return hands ? [] : ["X-Accel-Redirect", "X-Accel-Limit-Rate", "X-Accel-Charset", "X-Accel-Expires"];
}

/** The way to one app: what it is told about a request, and what of its answer passes. */

import type { App, Plan } from "../../plan/plan.ts";
import type { NginxQuoter } from "../../quote/nginx.ts";
import { strippedHeaders } from "../forwarded.ts";
import type { Facts } from "./facts.ts";
import { linkWord } from "./link-word.ts";
import { upstreamOf } from "./names.ts";

export function viewApp(app: App, plan: Plan, facts: Facts, q: NginxQuoter) {
  const { webLink, times } = app.server;
  const isHttp = webLink === "http";
  const cached = plan.locations.some(({ serve, cache }) => cache !== null && serve.kind === "app" && serve.app === app.name);
  return {
    link: linkWord(webLink, q),
    gateway: isHttp ? null : viewGateway(app, plan, facts, q),
    http: isHttp ? viewProxy(app, plan, facts, q) : null,
    hidden: hiddenHeaders(plan).map(({ name, at }) => q.header(name, at)),
    ignored: ignoredHeaders(app, plan).map((name) => q.header(name, { rule: "F8" })),
    retries: isHttp && times.upstreamKeepaliveS > 5 ? q.section({ rule: "T3" }) : null,
    cache: cached ? { key: q.composed(cacheKey(facts), "web.cache"), proxy: isHttp ? q.section("web.cache") : null } : null,
  };
}

/** Method too: these links pass HEAD on, and its empty answer must not be given to a GET. */
function cacheKey({ scheme, host }: Facts): string {
  return `$request_method|${scheme}|${host}|$request_uri`;
}

function told(facts: Facts, q: NginxQuoter) {
  return {
    host: q.word(facts.host, { rule: "X12" }),
    scheme: q.word(facts.scheme, { rule: "X1" }),
    requestId: facts.requestId === null ? q.string("", "web.logs.request_id") : q.word(facts.requestId, "web.logs.request_id"),
  };
}

function viewProxy(app: App, plan: Plan, facts: Facts, q: NginxQuoter) {
  return {
    ...told(facts, q),
    upstream: q.word(`http://${upstreamOf(plan, app)}`, app.wsgiAt),
    stripped: strippedHeaders(plan).map((name) => q.header(name, { rule: "X2" })),
  };
}

/**
 * Said by a parameter of its own, or about the connection to nginx and untrue behind it: nginx
 * has put a chunked body together before it passes it on.
 */
const SAID_ELSEWHERE = ["Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Expect"];

function viewGateway(app: App, plan: Plan, facts: Facts, q: NginxQuoter) {
  const { webLink } = app.server;
  return {
    ...told(facts, q),
    link: linkWord(webLink, q),
    upstream: q.word(upstreamOf(plan, app), app.wsgiAt),
    keep: webLink === "fastcgi" && app.server.times.upstreamKeepaliveS > 5,
    // nginx writes SCGI's CONTENT_LENGTH itself, first, as the protocol demands.
    scgi: webLink === "scgi",
    length: webLink !== "scgi",
    name: q.host(plan.site.canonical, "domains"),
    port: q.word(facts.port, { rule: "X12" }),
    https: q.word(facts.https, { rule: "X3" }),
    stripped: [...strippedHeaders(plan), ...SAID_ELSEWHERE].map((name) => q.word(paramOf(name), { rule: "X3" })),
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
  ];
  for (const { name, at } of owned) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), { name, at });
  return [...names.values()];
}

function ignoredHeaders(app: App, { locations }: Plan): readonly string[] {
  const hands = locations.some(({ serve }) => serve.kind === "protected" && serve.app === app.name);
  return hands ? [] : ["X-Accel-Redirect", "X-Accel-Limit-Rate", "X-Accel-Charset", "X-Accel-Expires"];
}

import type { Plan } from "../../plan/plan.ts";
import { accessFields } from "../access-fields.ts";
import { IPV4, IPV6, NOBODY } from "../client-address.ts";
import { strippedHeaders, USER_HEADER } from "../forwarded.ts";
import { isHsts } from "../hsts.ts";
import { CONTROL, DOT_SEGMENT, EMPTY_SEGMENT, rulesPaths, UNENCODED } from "../refused-paths.ts";
import { disguisedNames } from "./disguised-names.ts";
import { type Given, links } from "./facts.ts";
import { logFile, pageUrl } from "./names.ts";

export function everyVhostView(given: Given) {
  const { plan, facts, q } = given;
  const { web } = plan;
  const { limits, logs } = web;
  return {
    from: {
      paths: q.section({ rule: "F9" }),
      edge: q.section("edge"),
      requestId: q.section("web.logs.request_id"),
      forwarded: q.section({ rule: "X2" }),
      headers: q.section("web.headers"),
      refused: q.section({ rule: "F1" }),
      logs: q.section("web.logs"),
    },
    // With one name, not even the port of a client's Host header is believed.
    canonicalName: q.word(plan.site.domains.length === 1 ? "On" : "Off", { rule: "X12" }),
    requestLine: q.number(limits.requestLineBytes, "web.limits.request_line"),
    headerCount: q.number(limits.headerCount, "web.limits.header_count"),
    // One field at most, as long as a request line: the same bound as nginx's one buffer.
    fieldBytes: q.number(limits.requestLineBytes, "web.limits.request_line"),
    headerTime: q.number(limits.headerTimeS, "web.limits.header_time"),
    bodyTime: q.number(limits.bodyTimeS, "web.limits.body_time"),
    timeout: q.number(Math.max(limits.sendTimeS, limits.bodyTimeS), "web.limits.send_time"),
    keepalive: q.number(limits.keepaliveS, "web.limits.keepalive"),
    edge: edgeView(given),
    countsBehindEdge: facts.counts && plan.trust.edge !== null,
    requestId: logs.requestId,
    // TE speaks of the connection to us; only mod_proxy_http takes it away itself.
    stripped: [...strippedHeaders(plan), "TE"].filter((name) => name !== "Proxy").map((name) => q.header(name, { rule: "X2" })),
    disguised: links(facts, "http") ? disguisedNames(plan).map((name) => q.header(name, { rule: "X2" })) : null,
    user: plan.locations.some(({ access }) => access?.basicAuth != null) ? q.header(USER_HEADER, { rule: "access" }) : null,
    proxies: facts.proxied.length > 0,
    removed: removedHeaders(plan).map(({ name, at }) => q.header(name, at)),
    headers: web.headers.set.map(({ name, value, at }) => ({
      name: q.header(name, at),
      value: q.headerValue(value, at),
      secure: isHsts(name),
    })),
    pageInMaintenance: web.maintenance.page !== null,
    maintenanceUrl: q.url(pageUrl(plan, "maintenance"), "web.maintenance.page"),
    dotSegment: q.pattern(DOT_SEGMENT, { rule: "F1" }),
    unencoded: q.pattern(UNENCODED, { rule: "F1" }),
    ruled: rulesPaths(plan)
      ? { emptySegment: q.pattern(EMPTY_SEGMENT, { rule: "F1" }), control: q.pattern(CONTROL, { rule: "F1" }) }
      : null,
    name: q.word(plan.name, "name"),
    errorLog: q.path(logFile(plan, "error"), { rule: "F6" }),
    accessLog: q.path(logFile(plan, "access"), "web.logs.access"),
    logLevel: q.word(logs.level, "web.logs.level"),
    json: logs.access === "json",
    // Beside a tag of the template's, a brace of the log's would be read as part of it.
    object: { opens: q.expression("{", "web.logs.access"), closes: q.expression("}", "web.logs.access") },
    fields: accessFields(printed(logs.requestId)).map(({ name, value, ...row }) => ({
      ...row,
      name: q.expression(name, "web.logs.access"),
      value: q.expression(value, "web.logs.access"),
    })),
    combined: logs.access === "combined",
    logged: LOGGED.map(([variable, source]) => ({
      variable: q.word(`stackc_log_${variable}`, "web.logs.access"),
      source: q.expression(source, "web.logs.access"),
    })),
  };
}

/** mod_log_config has whole seconds and microseconds: `De-6` makes of the latter what JSON reads as seconds. */
function printed(requestId: boolean) {
  return {
    time: "%{end:%Y-%m-%dT%H:%M:%S%z}t",
    id: requestId ? "%{stackc_id}e" : null,
    client: "%a",
    method: "%{stackc_log_method}e",
    scheme: "%{stackc_scheme}e",
    host: "%{stackc_log_host}e",
    uri: "%{stackc_log_target}e",
    protocol: "%H",
    status: "%>s",
    bytes: "%B",
    request_time: "%De-6",
    // Apache does not measure its upstreams.
    upstream_time: "null",
    referer: "%{stackc_log_referer}e",
    agent: "%{stackc_log_agent}e",
  };
}

const LOGGED: readonly (readonly [string, string])[] = [
  // Of a request line that cannot be read, %m is whatever stood in front.
  ["method", "%{REQUEST_METHOD}"],
  ["host", "req_novary('Host')"],
  ["target", "reqenv('stackc_target')"],
  ["referer", "req_novary('Referer')"],
  ["agent", "req_novary('User-Agent')"],
];

/** HSTS is set where a virtual host speaks TLS, so the app's own goes first. `Server` is Apache's. */
function removedHeaders({ web }: Plan): Plan["web"]["headers"]["remove"] {
  const hsts = web.tls?.hsts ? [{ name: "Strict-Transport-Security", at: "web.tls.hsts" }] : [];
  return [...web.headers.remove, ...hsts];
}

function edgeView(given: Given) {
  const { facts, q } = given;
  const { edge } = given.plan.trust;
  if (edge === null) return null;
  return {
    passes: facts.edgePasses,
    speaks: facts.edgeSpeaks,
    header: q.header(facts.edgePasses ? "X-Forwarded-For" : edge.clientHeader, "edge.client_header"),
    list: edge.clientHeader.toLowerCase() === "x-forwarded-for",
    ipv4: q.expression(IPV4, { rule: "X8" }),
    ipv6: q.expression(IPV6, { rule: "X8" }),
    nobody: q.address(NOBODY, { rule: "X8" }),
    // Internal, not Trusted: an edge's clients may have private addresses too.
    trusted: edge.trusted.map((network, i) => q.address(network, `edge.trusted[${i}]`)),
  };
}

/** http.conf: upstreams, maps, zones, formats. */
import type { WebLink } from "../../plan/links.ts";
import type { App, Plan } from "../../plan/plan.ts";
import { hstsValue } from "../../plan/tls.ts";
import { accessFields } from "../access-fields.ts";
import { ownsPolicy, UPLOAD_POLICY } from "../static-files.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { clientView } from "./client.view.ts";
import type { Given } from "./facts.ts";
import { linkWord } from "./link-word.ts";
import { cacheZone, prefixed, upstreamOf, variable } from "./names.ts";
import { rateWord } from "./rate.ts";
import { usersView } from "./users.view.ts";

export function httpView({ plan, facts, q }: Given) {
  return {
    from: { edge: q.section("edge"), websocket: q.section({ rule: "S8" }), log: q.section("web.logs.access") },
    hashes: hashesView({ plan, q }),
    upstreams: plan.apps.map((app) => upstreamView(app, { plan, q })),
    peers: plan.trust.edge === null ? null : peersView({ plan, facts, q }),
    edge: facts.edgeSpeaks ? edgeView({ plan, facts, q }) : null,
    client: clientView({ plan, facts, q }),
    users: usersView({ plan, facts, q }),
    names: facts.namesVary ? namesView({ plan, q }) : null,
    ports: portsView({ plan, facts, q }),
    hsts: hstsView({ plan, facts, q }),
    notModified: plan.web.compression.gzip || plan.web.compression.brotli ? q.word(variable(plan, "not_modified"), { rule: "F8" }) : null,
    websocket: plan.apps.some(({ websockets }) => websockets) ? upgradeView({ plan, q }) : null,
    words: {
      reason: q.word(variable(plan, "reason"), { rule: "errors" }),
      retryAfter: q.word(variable(plan, "retry_after"), { rule: "errors" }),
      wait: limits(plan) ? q.word(variable(plan, "wait"), { rule: "rate" }) : null,
      retryAfterS: q.number(plan.web.maintenance.retryAfterS, "web.maintenance.retry_after"),
    },
    insiders: insidersView({ plan, facts, q }),
    uploadPolicy: uploadPolicyView({ plan, q }),
    zones: zonesView({ plan, facts, q }),
    connections:
      plan.web.limits.connections === null
        ? null
        : {
            key: q.word(facts.clientKey, "web.limits.connections"),
            zone: q.word(`zone=${prefixed(plan, "connections")}:10m`, "web.limits.connections"),
          },
    caches: cachesView({ plan, q }),
    log: logView({ plan, facts, q }),
  };
}

function limits({ web, locations }: Plan): boolean {
  return web.limits.connections !== null || locations.some(({ rate }) => rate !== null);
}

/**
 * An entry is the name, two bytes and two pointers, in buckets of a cache line
 * (https://nginx.org/en/docs/hash.html). Set only where it must be: at http level it can stand once.
 */
function hashesView({ plan: { site }, q }: Pick<Given, "plan" | "q">) {
  const longest = Math.max(...[...site.domains, ...site.aliases].map((name) => name.length));
  const needed = 16 + Math.ceil((longest + 2) / 8) * 8;
  return needed <= 64 ? null : { bucket: q.number(2 ** Math.ceil(Math.log2(needed)), "domains") };
}

function upstreamView(app: App, { plan, q }: Pick<Given, "plan" | "q">) {
  const { socket, webLink, times } = app.server;
  const idle = times.upstreamIdleS;
  const keeps = idle > 0;
  return {
    name: q.word(upstreamOf(plan, app), app.at),
    socket: q.socket(socket ?? "", app.wsgiAt),
    kept: keeps ? { connections: q.number(KEPT_CONNECTIONS, { rule: "T3" }), idle: q.seconds(idle, { rule: "T3" }) } : null,
    unkept: webLink === "http" && !keeps && capabilitiesOf(plan.web.version).keepsUpstreams ? q.section({ rule: "T3" }) : null,
  };
}

/**
 * For each of nginx's processes. Only where an idle one holds nothing: no thread, and no worker that wants to leave. With fewer
 * than clients ask at once, nginx closes what it has just opened, and a request costs both sides twice the time.
 */
const KEPT_CONNECTIONS = 256;

function peersView({ plan, facts: { edgeSpeaks }, q }: Given) {
  return {
    trusted: (plan.trust.edge?.trusted ?? []).map((network) => q.address(network, "edge.trusted")),
    isEdge: q.word(variable(plan, "from_edge"), { rule: "X4" }),
    stranger: edgeSpeaks ? null : q.word(variable(plan, "stranger"), { rule: "X8" }),
  };
}

function edgeView({ plan, facts, q }: Given) {
  return {
    isPeer: q.word(variable(plan, "from_edge"), { rule: "X4" }),
    scheme: q.word(facts.scheme, { rule: "X4" }),
    https: q.word(facts.https, { rule: "X3" }),
    redirect:
      plan.trust.redirectOwner === "web"
        ? {
            variable: q.word(variable(plan, "to_https"), { rule: "X4" }),
            unlessProbe: q.word(variable(plan, "unless_probe"), { rule: "X4" }),
          }
        : null,
    claimedId: facts.requestId === null ? null : q.word(variable(plan, "edge_request_id"), "web.logs.request_id"),
  };
}

function namesView({ plan, q }: Pick<Given, "plan" | "q">) {
  const [, ...others] = plan.site.domains;
  return {
    variable: q.word(variable(plan, "name"), { rule: "X12" }),
    wildcard: others.some((name) => name.startsWith("*")),
    canonical: q.host(plan.site.canonical, "domains"),
    others: others.map((name) => ({
      name: q.host(name, "domains"),
      value: name.startsWith("*") ? q.word("$host", "domains") : q.host(name, "domains"),
    })),
  };
}

function portsView({ plan, facts: { ports, portShows, scheme }, q }: Given) {
  if (ports === null) return null;
  const from = { rule: "X12" } as const;
  const suffix = (port: number, own: number) => (port === own ? q.string("", from) : q.word(`:${port}`, from));
  return {
    scheme: q.word(scheme, from),
    variable: q.word(variable(plan, "port"), from),
    http: q.number(ports.http, from),
    https: q.number(ports.https, from),
    suffix: portShows
      ? { variable: q.word(variable(plan, "port_suffix"), from), http: suffix(ports.http, 80), https: suffix(ports.https, 443) }
      : null,
  };
}

/** An edge's stack has HSTS among its headers; either way it is printed here, by scheme. */
function hstsView({ plan, facts: { scheme }, q }: Given) {
  const stated = plan.web.headers.set.find(({ name }) => name.toLowerCase() === "strict-transport-security");
  const value = stated?.value ?? hstsValue(plan.web.tls?.hsts ?? null);
  if (value === null) return null;
  const at = stated?.at ?? "web.tls.hsts";
  return { scheme: q.word(scheme, at), variable: q.word(variable(plan, "hsts"), at), value: q.string(value, at) };
}

function upgradeView({ plan, q }: Pick<Given, "plan" | "q">) {
  return {
    upgrade: q.word(variable(plan, "upgrade"), { rule: "S8" }),
    connection: q.word(variable(plan, "connection"), { rule: "S8" }),
  };
}

function insidersView({ plan, facts: { client, nobody }, q }: Given) {
  const { allow } = plan.web.maintenance;
  if (allow.length === 0) return null;
  return {
    client: nobody === null ? null : q.word(client, "edge"),
    variable: q.word(variable(plan, "maintenance"), "web.maintenance.allow"),
    file: q.path(plan.paths.maintenance, "web.maintenance"),
    addresses: allow.map((network) => q.address(network, "web.maintenance.allow")),
  };
}

function uploadPolicyView({ plan, q }: Pick<Given, "plan" | "q">) {
  const hands = plan.locations.some(({ serve }) => serve.kind === "protected");
  if (!hands || ownsPolicy(plan.web)) return null;
  return { variable: q.word(variable(plan, "upload_policy"), { rule: "uploads" }), cage: q.string(UPLOAD_POLICY, { rule: "uploads" }) };
}

function zonesView({ plan, facts: { clientKey }, q }: Given) {
  const rates = new Map(plan.locations.flatMap(({ rate }) => (rate === null ? [] : [[rate.zone, rate] as const])));
  return [...rates.values()]
    .sort((a, b) => (a.zone < b.zone ? -1 : 1))
    .map((rate) => ({
      key: q.word(clientKey, rate.at),
      zone: q.word(`zone=${prefixed(plan, rate.zone)}:10m`, rate.at),
      rate: q.word(`rate=${rateWord(rate) ?? "1r/m"}`, rate.at),
    }));
}

/** One cache for each link: nginx's modules do not share a zone. */
function cachesView({ plan, q }: Pick<Given, "plan" | "q">) {
  const links = new Map(plan.apps.map((app) => [app.name, app.server.webLink]));
  const longestS = new Map<WebLink, number>();
  for (const { serve, cache } of plan.locations) {
    const link = serve.kind === "app" ? links.get(serve.app) : undefined;
    if (link !== undefined && cache !== null) longestS.set(link, Math.max(60, longestS.get(link) ?? 0, cache.timeS + cache.staleS));
  }
  return [...longestS].map(([link, seconds]) => ({
    link: linkWord(link, q),
    folder: q.path(`${plan.paths.cache}/nginx-cache-${link}`, "web.cache"),
    zone: q.word(`keys_zone=${cacheZone(plan, link)}:10m`, "web.cache"),
    inactive: q.word(`inactive=${seconds}s`, "web.cache"),
  }));
}

/** What a client chooses byte by byte. */
const HOSTILE = [
  ["host", "$http_host"],
  ["uri", "$request_uri"],
  ["referer", "$http_referer"],
  ["agent", "$http_user_agent"],
] as const;

function logView({ plan, facts: { client, requestId, scheme }, q }: Given) {
  if (plan.web.logs.access !== "json") return null;
  const ascii = (name: string): string => variable(plan, `log_${name}`);
  return {
    hostile: HOSTILE.map(([name, source]) => ({
      source: q.word(source, "web.logs.access"),
      variable: q.word(ascii(name), "web.logs.access"),
      head: q.keyword(`log_${name}_head`, "web.logs.access"),
    })),
    format: q.word(prefixed(plan, "json"), "web.logs.access"),
    upstreamTime: q.word(variable(plan, "upstream_time"), "web.logs.access"),
    fields: accessFields({
      time: "$time_iso8601",
      id: requestId,
      client,
      method: "$request_method",
      scheme,
      host: ascii("host"),
      uri: ascii("uri"),
      protocol: "$server_protocol",
      status: "$status",
      bytes: "$body_bytes_sent",
      request_time: "$request_time",
      upstream_time: variable(plan, "upstream_time"),
      referer: ascii("referer"),
      agent: ascii("agent"),
    }).map(({ name, value, ...row }) => ({ ...row, name: q.word(name, "web.logs.access"), value: q.word(value, "web.logs.access") })),
  };
}

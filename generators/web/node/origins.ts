/** Where each value of web.json comes from, by its keys; the nearest row above speaks for what has none. */
import type { Plan } from "../../plan/plan.ts";
import type { From } from "../../quote/quoter.ts";

const rows: Readonly<Record<string, From>> = {
  name: "name",
  listen: "web.listen",
  "listen.http": "web.listen.http",
  "listen.https": "web.listen.https",
  "listen.addresses": "web.listen.addresses",
  site: "domains",
  "site.aliases": "aliases",
  "site.refusesUnknownHosts": "web.catch_all",
  "site.probedByAddress": "edge.kind",
  "site.redirectsToHttps": { rule: "X4" },
  tls: "web.tls",
  "tls.certFile": "web.tls.cert_file",
  "tls.keyFile": "web.tls.key_file",
  "tls.versions": "web.tls.profile",
  "tls.ciphers": "web.tls.profile",
  "tls.curves": "web.tls.profile",
  "tls.http2": "web.tls.http2",
  "tls.acmeWebroot": "web.tls.acme.webroot",
  edge: "edge",
  "edge.trusted": "edge.trusted",
  "edge.clientHeader": "edge.client_header",
  limits: "web.limits",
  "limits.bodyBytes": "web.limits.body",
  "limits.headersBytes": "web.limits.headers",
  "limits.headerCount": "web.limits.header_count",
  "limits.requestLineBytes": "web.limits.request_line",
  "limits.requestTimeS": "web.limits.request_time",
  "limits.headerTimeS": "web.limits.header_time",
  "limits.bodyTimeS": "web.limits.body_time",
  "limits.sendTimeS": "web.limits.send_time",
  "limits.keepaliveS": "web.limits.keepalive",
  "limits.connections": "web.limits.connections",
  "request.strip": { rule: "X2" },
  "request.refuse": { rule: "F1" },
  headers: "web.headers",
  "headers.hsts": "web.tls.hsts",
  compression: "web.compression",
  "compression.gzip": "web.compression.gzip",
  "compression.brotli": "web.compression.brotli",
  "compression.precompressed": "web.compression.precompressed",
  "compression.minBytes": "web.compression.min_size",
  "compression.level": "web.compression.level",
  "compression.types": "web.compression.types",
  files: { rule: "F4" },
  "files.types": { rule: "F11" },
  errors: "web.errors",
  maintenance: "web.maintenance",
  "maintenance.switch": { rule: "paths" },
  "maintenance.page": "web.maintenance.page",
  "maintenance.allow": "web.maintenance.allow",
  "maintenance.retryAfterS": "web.maintenance.retry_after",
  logs: "web.logs",
  "logs.access": "web.logs.access",
  "logs.level": "web.logs.level",
  "logs.requestId": "web.logs.request_id",
  "logs.exclude": "web.logs.exclude",
  times: { rule: "T4" },
  cacheFolder: { rule: "paths" },
};

export function fromOf(plan: Plan, keys: readonly string[]): From {
  return listed(plan, keys) ?? nearest(keys);
}

/** Items of lists come from their own rows in the plan. */
function listed({ apps, locations, web }: Plan, [list, index, key]: readonly string[]): From | null {
  const at = Number(index);
  switch (list) {
    case "apps":
      return apps[at]?.at ?? null;
    case "errors":
      return web.errors[at]?.at ?? null;
    case "locations":
      return locationFrom(locations[at], key);
    default:
      return null;
  }
}

function locationFrom(location: Plan["locations"][number] | undefined, key: string | undefined): From | null {
  if (location === undefined) return null;
  if (key === "readS") return location.requestTimeAt;
  if (key === "rate" && location.rate !== null) return location.rate.at;
  if (key === "access" && location.access !== null) return location.access.at;
  if (key === "cache" && location.cache !== null) return location.cache.at;
  return location.at;
}

function nearest(keys: readonly string[]): From {
  for (let count = keys.length; count > 0; count--) {
    const from = rows[keys.slice(0, count).join(".")];
    if (from !== undefined) return from;
  }
  return "web.server";
}

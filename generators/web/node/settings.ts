/**
 * web.json: the whole site as the node web server is told it. Its shape is
 * runtime/web.schema.json; what stands in it has its effect or is refused at start.
 */

import { contentType, MEDIA_TYPES, NAMED_TYPES } from "../../plan/media-types.ts";
import type { Plan } from "../../plan/plan.ts";
import { hstsValue } from "../../plan/tls.ts";
import type { Json } from "../../render/json.ts";
import { strippedHeaders } from "../forwarded.ts";
import { isHsts } from "../hsts.ts";
import { probedByAddress } from "../probed-by-address.ts";
import { CONTROL, DOT_SEGMENT, EMPTY_SEGMENT, rulesPaths, UNENCODED } from "../refused-paths.ts";
import { HASHED_NAME, IMMUTABLE, UPLOAD_POLICY } from "../static-files.ts";
import { guidelineOf } from "../tls-guideline.ts";
import { appOf, locationOf } from "./rows.ts";

export function settingsOf(plan: Plan): Json {
  const { web } = plan;
  return {
    version: 1,
    name: plan.name,
    listen: { http: web.listen.http, https: web.listen.https, addresses: [...web.listen.addresses] },
    site: siteOf(plan),
    tls: tlsOf(plan),
    edge: edgeOf(plan),
    limits: { ...web.limits },
    request: requestOf(plan),
    headers: headersOf(plan),
    compression: { ...web.compression, types: [...web.compression.types] },
    files: filesOf(),
    errors: web.errors.map(({ statuses, file }) => ({ statuses: [...statuses], file })),
    maintenance: { switch: plan.paths.maintenance, ...web.maintenance, allow: [...web.maintenance.allow] },
    logs: { ...web.logs, exclude: [...web.logs.exclude] },
    times: { gracefulS: Math.max(0, ...plan.apps.map(({ server }) => server.gracefulS)) },
    cacheFolder: plan.paths.cache,
    apps: plan.apps.map(appOf),
    locations: plan.locations.map((location) => locationOf(location, plan)),
  };
}

function filesOf(): Json {
  const endings = MEDIA_TYPES.flatMap((row) => row.endings.map((ending) => [ending, contentType(row)] as const));
  return {
    hashedName: HASHED_NAME,
    hashedCacheControl: IMMUTABLE,
    uploadPolicy: UPLOAD_POLICY,
    types: { endings: Object.fromEntries(endings), names: Object.fromEntries(NAMED_TYPES) },
  };
}

function siteOf(plan: Plan): Json {
  const { site, trust, web } = plan;
  return {
    canonical: site.canonical,
    domains: [...site.domains],
    aliases: [...site.aliases],
    origin: site.origin,
    scheme: site.scheme,
    publicPort: site.publicPort,
    refusesUnknownHosts: web.catchAll,
    probedByAddress: probedByAddress(plan),
    redirectsToHttps: trust.redirectOwner === "web",
  };
}

function tlsOf(plan: Plan): Json {
  const { tls } = plan.web;
  if (tls === null) return null;
  const { versions, ciphers, ciphersuites, curves } = guidelineOf(tls.profile, plan.os);
  return {
    certFile: tls.certFile,
    keyFile: tls.keyFile,
    versions: [...versions],
    ciphers: [...ciphersuites, ...ciphers],
    curves: [...curves],
    http2: tls.http2,
    acmeWebroot: tls.acme?.webroot ?? null,
  };
}

function edgeOf({ trust: { edge } }: Plan): Json {
  if (edge === null) return null;
  const speaksProxyProtocol = edge.clientHeader === "proxy_protocol";
  return {
    trusted: [...edge.trusted],
    endsTls: edge.tls !== "web",
    proxyProtocol: speaksProxyProtocol,
    clientHeader: speaksProxyProtocol ? null : edge.clientHeader,
    protoHeader: edge.tls === "web" ? null : "X-Forwarded-Proto",
  };
}

function requestOf(plan: Plan): Json {
  return {
    strip: [...strippedHeaders(plan)],
    refuse: [DOT_SEGMENT, UNENCODED, ...(rulesPaths(plan) ? [EMPTY_SEGMENT, CONTROL] : [])],
  };
}

/** An edge's stack has HSTS among its headers; either way it stands apart, since plain http never carries it (RFC 6797, 7.2). */
function headersOf({ web }: Plan): Json {
  return {
    set: web.headers.set.filter(({ name }) => !isHsts(name)).map(({ name, value }) => ({ name, value })),
    remove: web.headers.remove.map(({ name }) => name),
    hsts: web.headers.set.find(({ name }) => isHsts(name))?.value ?? hstsValue(web.tls?.hsts ?? null),
  };
}

/** The web server's own facts: ports, TLS, limits, compression, logs. */

import { sizeBytes } from "../../schema/units.ts";
import { checkListen } from "./check-listen.ts";
import { planErrors } from "./errors.ts";
import { planHeaders, removesHsts } from "./headers.ts";
import { seconds, type WebInput } from "./input.ts";
import { COMPRESSIBLE_TYPES } from "./media-types.ts";
import { projectFile } from "./paths.ts";
import type { Tls, Web } from "./plan.ts";
import { planTls } from "./tls.ts";

export function planWeb(input: WebInput): Web {
  const { stack, server, paths, os, report } = input;
  const { web } = stack;
  const planned = planTls(input);
  const tls = planned !== null && removesHsts(stack) ? { ...planned, hsts: null } : planned;
  const listen = planListen(input, tls);
  checkListen(listen, tls, report);
  const limits = web.limits ?? {};
  return {
    server: web.server,
    version: web.version ?? server.version(os),
    modules: web.modules ?? [],
    listen,
    catchAll: web.catch_all ?? true,
    tls,
    limits: {
      bodyBytes: sizeBytes(limits.body ?? "10MB"),
      headersBytes: sizeBytes(limits.headers ?? "32KB"),
      headerCount: limits.header_count ?? 100,
      requestLineBytes: sizeBytes(limits.request_line ?? "8KB"),
      requestTimeS: seconds(limits.request_time ?? "30s"),
      headerTimeS: seconds(limits.header_time ?? "10s"),
      bodyTimeS: seconds(limits.body_time ?? "30s"),
      sendTimeS: seconds(limits.send_time ?? "30s"),
      keepaliveS: keepaliveS(input),
      connections: limits.connections === undefined || limits.connections === false ? null : limits.connections,
    },
    compression: {
      gzip: web.compression?.gzip ?? true,
      brotli: web.compression?.brotli ?? false,
      precompressed: web.compression?.precompressed ?? true,
      minBytes: sizeBytes(web.compression?.min_size ?? "1KB"),
      level: web.compression?.level ?? 5,
      types: web.compression?.types ?? COMPRESSIBLE_TYPES,
    },
    headers: planHeaders(input, tls),
    errors: planErrors(input),
    logs: {
      access: web.logs?.access ?? "json",
      level: web.logs?.level ?? "warn",
      requestId: web.logs?.request_id ?? true,
      exclude: web.logs?.exclude ?? [],
    },
    maintenance: {
      page: web.maintenance?.page === undefined ? null : projectFile(paths, web.maintenance.page),
      allow: web.maintenance?.allow ?? [],
      retryAfterS: seconds(web.maintenance?.retry_after ?? "10m"),
    },
    run: null,
  };
}

/** An edge keeps idle connections; ours must outlive them, or it meets a closed one (RULES T3). */
function keepaliveS({ stack, trust }: WebInput): number {
  const stated = stack.web.limits?.keepalive;
  if (stated !== undefined) return seconds(stated);
  return Math.max(65, trust.edge === null ? 0 : trust.edge.keepaliveS + 5);
}

function planListen({ stack, place }: WebInput, tls: Tls | null): Web["listen"] {
  const listen = stack.web.listen ?? {};
  const http = listen.http ?? 80;
  const https = listen.https ?? 443;
  const local = place.kind === "local";
  return {
    http: http === false ? null : local ? place.httpPort : http,
    https: tls === null || https === false ? null : local ? place.httpsPort : https,
    addresses: local ? ["127.0.0.1"] : (listen.addresses ?? ["*"]),
  };
}

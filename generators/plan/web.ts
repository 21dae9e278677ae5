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
  const { limits, compression, logs, maintenance } = web;
  return {
    server: web.server,
    version: web.version ?? server.version(os),
    modules: web.modules,
    listen,
    catchAll: web.catch_all,
    tls,
    limits: {
      bodyBytes: sizeBytes(limits.body),
      headersBytes: sizeBytes(limits.headers),
      headerCount: limits.header_count,
      requestLineBytes: sizeBytes(limits.request_line),
      requestTimeS: seconds(limits.request_time),
      headerTimeS: seconds(limits.header_time),
      bodyTimeS: seconds(limits.body_time),
      sendTimeS: seconds(limits.send_time),
      keepaliveS: keepaliveS(input),
      connections: limits.connections === false ? null : limits.connections,
    },
    compression: {
      gzip: compression.gzip,
      brotli: compression.brotli,
      precompressed: compression.precompressed,
      minBytes: sizeBytes(compression.min_size),
      level: compression.level,
      types: compression.types ?? COMPRESSIBLE_TYPES,
    },
    headers: planHeaders(input, tls),
    errors: planErrors(input),
    logs: {
      access: logs.access,
      level: logs.level,
      requestId: logs.request_id,
      exclude: logs.exclude,
    },
    maintenance: {
      page: maintenance.page === "none" ? null : projectFile(paths, maintenance.page),
      allow: maintenance.allow,
      retryAfterS: seconds(maintenance.retry_after),
    },
    run: null,
  };
}

/** An edge keeps idle connections; ours must outlive them, or it meets a closed one (RULES T3). */
function keepaliveS({ stack, trust }: WebInput): number {
  const stated = stack.web.limits.keepalive;
  if (stated !== undefined) return seconds(stated);
  return Math.max(65, trust.edge === null ? 0 : trust.edge.keepaliveS + 5);
}

function planListen({ stack, place }: WebInput, tls: Tls | null): Web["listen"] {
  const { http, https, addresses } = stack.web.listen;
  const local = place.kind === "local";
  return {
    http: http === false ? null : local ? place.httpPort : http,
    https: tls === null || https === false ? null : local ? place.httpsPort : https,
    addresses: local ? ["127.0.0.1"] : addresses,
  };
}

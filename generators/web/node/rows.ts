/** Rows of web.json: the apps by name, and the URL table, each row complete. */
import { protocolOf } from "../../plan/links.ts";
import type { App, Location, Plan, Serve } from "../../plan/plan.ts";
import type { Json } from "../../render/json.ts";
import { cacheControl, ownsCacheControl } from "../static-files.ts";

export function appOf({ name, mount, server }: App): Json {
  const { times } = server;
  return {
    name,
    link: protocolOf(server.webLink),
    socket: server.socket,
    mount: mount === "/" ? "" : mount,
    readS: times.webReadS,
    streamS: times.streamS,
    keepaliveS: times.upstreamIdleS,
  };
}

export function locationOf(location: Location, { web }: Plan): Json {
  const { rate, access, cache } = location;
  return {
    path: location.path,
    exact: location.exact,
    serve: serveOf(location.serve, web),
    bodyBytes: location.bodyBytes,
    readS: readS(location),
    rate: rate === null ? null : { zone: rate.zone, count: rate.count, perS: rate.perS, burst: rate.burst },
    access: access === null ? null : accessOf(access),
    cache: cache === null ? null : { timeS: cache.timeS, staleS: cache.staleS },
  };
}

/** The web server gives up before the WSGI server does (RULES T1). */
function readS({ serve, requestTimeS }: Location): number | null {
  return serve.kind === "app" || serve.kind === "health" ? requestTimeS : null;
}

function serveOf(serve: Serve, web: Plan["web"]): Json {
  switch (serve.kind) {
    case "app":
      return { kind: "app", app: serve.app, stream: serve.stream, websocket: serve.websocket };
    case "static":
      return {
        kind: "static",
        folder: serve.folder,
        hashed: serve.hashed && !ownsCacheControl(web),
        cacheControl: cacheControl(serve, web),
      };
    case "file":
      return { kind: "file", file: serve.file, cacheControl: cacheControl(serve, web) };
    case "media":
      return { kind: "media", folder: serve.folder, cacheControl: cacheControl(serve, web) };
    case "protected":
      return { kind: "protected", folder: serve.folder, app: serve.app };
    case "health":
      return { kind: "health", app: serve.app };
    default:
      return serve satisfies never;
  }
}

function accessOf({ allow, deny, basicAuth, satisfy }: NonNullable<Location["access"]>): Json {
  return {
    allow: [...allow],
    deny: [...deny],
    basicAuth: basicAuth === null ? null : { realm: basicAuth.realm, usersFile: basicAuth.usersFile },
    satisfy,
  };
}

/**
 * gateway.json: what supervisor, keeper and workers of one app are told. Its shape is
 * runtime/gateway.schema.json. No secret stands in it, only the names that must be set.
 */

import { below } from "../../../schema/path.ts";
import { locationsOf } from "../../plan/app-locations.ts";
import { deadlinesOf } from "../../plan/deadlines.ts";
import { protocolOf } from "../../plan/links.ts";
import { runFile, sysPath } from "../../plan/paths.ts";
import type { App, Plan } from "../../plan/plan.ts";
import { streamPaths } from "../../plan/stream-paths.ts";
import type { From } from "../../quote/quoter.ts";
import type { Json } from "../../render/json.ts";
import { workerBytes } from "../capacity.ts";

/** An app that is not ready by then is reported, and the old generation goes on. */
const START_S = 60;
/** A day: the web server ends the connection when its client has had its time. */
const SEND_S = 86_400;
/** More than the longest head of a request that the web server adds to. */
const ADDED_FIELDS = 60;

export function settingsPath(app: App): string {
  return `gateway/${app.name}.json`;
}

export function settingsOf(app: App, plan: Plan): Json {
  const { server } = app;
  return {
    version: 1,
    name: plan.apps.length === 1 ? plan.name : `${plan.name}-${app.name}`,
    listen: { socket: server.socket, mode: "0660", backlog: server.backlog },
    protocols: protocolOf(server.webLink) === "http" ? ["http"] : ["scgi", "fastcgi"],
    app: appOf(app, plan),
    workers: workersOf(app),
    times: timesOf(app, plan),
    limits: limitsOf(app, plan),
    admin: { socket: runFile(plan.paths, app, "admin.sock"), mode: "0660" },
    scoreboard: runFile(plan.paths, app, "scoreboard"),
    log: { level: app.logLevel, requestId: plan.web.logs.requestId },
  };
}

function appOf(app: App, plan: Plan): Json {
  return {
    link: app.server.appLink,
    module: "stackc_app",
    attribute: "application",
    mount: app.mount === "/" ? "" : app.mount,
    python: app.python,
    folder: app.root,
    path: [...sysPath(plan, app)],
    environment: app.env.map(({ name }) => name),
    secrets: [...app.secrets],
    secretsFile: plan.paths.secrets,
    health: app.health === null ? null : { path: healthPath(app, plan), host: plan.site.canonical },
  };
}

/** Through the mount, as the web server's own row has it. */
function healthPath(app: App, plan: Plan): string {
  const row = locationsOf(plan, app).find(({ serve }) => serve.kind === "health");
  return row?.path ?? app.health?.path ?? "/";
}

function workersOf(app: App): Json {
  const { workers, workersMax, threads, threadsMax, preload, maxRequests, maxMemoryBytes } = app.server;
  return {
    min: workers === "auto" ? 1 : workers,
    max: workers === "auto" ? workersMax : workers,
    start: workers,
    bytesEach: workerBytes(app),
    threads,
    threadsMax,
    preload,
    maxRequests,
    maxRequestsJitter: maxRequests === null ? 0 : Math.ceil(maxRequests / 10),
    maxMemoryBytes,
  };
}

function timesOf(app: App, plan: Plan): Json {
  const { times, gracefulS, appLink } = app.server;
  // A blocked event loop shows nobody's path: it is ended by the longest.
  const { paths, otherwiseS } = appLink === "wsgi" ? deadlinesOf(plan, app) : { paths: [], otherwiseS: times.killS };
  return {
    startS: START_S,
    requestS: otherwiseS,
    streamS: times.streamS,
    streamPaths: [...streamPaths(plan, app)],
    byPath: paths.map((row) => ({ ...row })),
    gracefulS,
    keepaliveS: times.upstreamKeepaliveS,
    bodyTimeS: plan.web.limits.bodyTimeS,
    sendTimeS: SEND_S,
  };
}

function limitsOf(app: App, plan: Plan): Json {
  const { headersBytes, headerCount, requestLineBytes } = plan.web.limits;
  return {
    bodyBytes: app.bodyBytesMax,
    headersBytes: headersBytes + 2 * requestLineBytes + 4096,
    headerCount: headerCount + ADDED_FIELDS,
    requestLineBytes,
  };
}

/** Where a value of gateway.json comes from, by its keys; the nearest row above speaks for what has none. */
export function fromOf(app: App, keys: readonly string[]): From {
  const rows = rowsOf(app);
  for (let count = keys.length; count > 0; count--) {
    const from = rows[keys.slice(0, count).join(".")];
    if (from !== undefined) return from;
  }
  return app.wsgiAt;
}

function rowsOf(app: App): Readonly<Record<string, From>> {
  const wsgi = (key: string) => below(app.wsgiAt, key);
  const own = (key: string) => below(app.at, key);
  return {
    name: "name",
    listen: { rule: "F7" },
    "listen.backlog": wsgi("backlog"),
    protocols: wsgi("protocol"),
    app: app.at,
    "app.link": own("interface"),
    "app.mount": own("mount"),
    "app.python": own("python"),
    "app.folder": own("root"),
    "app.path": own("root"),
    "app.environment": own("env"),
    "app.secrets": own("secrets"),
    "app.secretsFile": own("secrets"),
    "app.health": own("health"),
    workers: wsgi("workers"),
    "workers.bytesEach": wsgi("max_memory"),
    "workers.threads": wsgi("threads"),
    "workers.threadsMax": wsgi("threads"),
    "workers.preload": wsgi("preload"),
    "workers.maxRequests": wsgi("max_requests"),
    "workers.maxRequestsJitter": wsgi("max_requests"),
    "workers.maxMemoryBytes": wsgi("max_memory"),
    times: { rule: "T1" },
    "times.streamS": { rule: "S7" },
    "times.streamPaths": { rule: "S7" },
    "times.gracefulS": wsgi("graceful_time"),
    "times.keepaliveS": { rule: "T3" },
    "times.bodyTimeS": "web.limits.body_time",
    "times.sendTimeS": { rule: "T2" },
    limits: { rule: "S2" },
    "limits.bodyBytes": { rule: "S1" },
    "limits.requestLineBytes": "web.limits.request_line",
    log: own("log_level"),
    "log.requestId": "web.logs.request_id",
  };
}

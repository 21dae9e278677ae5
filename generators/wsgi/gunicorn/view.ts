/** What gunicorn is told: one settings file, and the Python modules beside the glue that it names. */

import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { sysPath } from "../../plan/paths.ts";
import type { App } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";
import { threadsOf, workerBytes } from "../capacity.ts";
import { workerClassOf } from "./worker-class.ts";

/** Fields that the web server adds to the client's own (X-Forwarded-*, X-Request-ID, ...). */
const ADDED_FIELDS = 20;
/** gunicorn's upper bound; above it only "unlimited" (0) can be said. */
const LONGEST_LINE = 8190;
const MOST_FIELDS = 32768;

export function settingsPath(app: App): string {
  return `gunicorn/${app.name}.conf.py`;
}

export function settingsView(app: App, emit: Emit) {
  const { plan } = emit;
  const { server } = app;
  const { limits } = plan.web;
  const q = quotePython(emit);
  const at = (key: string) => below(app.wsgiAt, key);
  const kind = workerClassOf(app);
  const threads = kind === "gthread" ? threadsOf(app) : 1;
  const maxRequests = server.maxRequests ?? 0;
  return {
    from: {
      socket: q.section({ rule: "F7" }),
      sizes: q.section({ rule: "S2" }),
      workers: q.section(at("workers")),
      trust: q.section({ rule: "X2" }),
      logs: q.section("web.logs.access"),
      tmp: q.section({ rule: "T10" }),
      hooks: q.section({ rule: "T1" }),
    },
    sysPath: q.literal(sysPath(plan, app), below(app.at, "root")),
    chdir: q.literal(app.root, below(app.at, "root")),
    procName: q.literal(plan.apps.length === 1 ? plan.name : `${plan.name}-${app.name}`, "name"),
    bind: q.literal(`unix:${server.socket ?? ""}`, { rule: "F7" }),
    backlog: q.literal(server.backlog, at("backlog")),
    sync: kind === "sync",
    gthread: kind === "gthread",
    asgi: kind === "asgi",
    tornado: kind === "tornado",
    threads: q.literal(threads, at("threads")),
    counts: server.workers === "auto",
    workers: q.literal(server.workers === "auto" ? 1 : server.workers, at("workers")),
    atOnce: q.literal(kind === "sync" ? 1 : Math.max(2, threads), at("threads")),
    workersMax: q.literal(server.workersMax, at("workers")),
    workerBytes: q.literal(workerBytes(app), at("max_memory")),
    shares: server.preload,
    preload: q.literal(server.preload, at("preload")),
    timeout: q.literal(timeoutOf(app), { rule: "T1" }),
    graceful: q.literal(server.gracefulS, at("graceful_time")),
    keepalive: q.literal(server.times.upstreamKeepaliveS, { rule: "T3" }),
    recycles: server.maxRequests !== null,
    maxRequests: q.literal(maxRequests, at("max_requests")),
    maxRequestsJitter: q.literal(Math.ceil(maxRequests / 10), at("max_requests")),
    limitLine: q.literal(limits.requestLineBytes > LONGEST_LINE ? 0 : limits.requestLineBytes, { rule: "S2" }),
    limitFields: q.literal(Math.min(limits.headerCount + ADDED_FIELDS, MOST_FIELDS), { rule: "S2" }),
    limitFieldSize: q.literal(limits.headersBytes, { rule: "S2" }),
    run: q.literal(plan.paths.run, { rule: "T10" }),
    logLevel: q.literal(app.logLevel, below(app.at, "log_level")),
    hears: server.appLink === "wsgi",
    requests: q.literal(server.appLink === "wsgi", { rule: "T1" }),
    beats: q.literal(kind === "sync", { rule: "T1" }),
    maxMemory: q.literal(server.maxMemoryBytes, at("max_memory")),
  };
}

/** For a sync worker, a frozen process: its longest request may compute without a pause. For the others, a frozen main loop. */
function timeoutOf(app: App): number {
  const { killS, streamS } = app.server.times;
  return workerClassOf(app) === "sync" ? Math.max(killS, streamS ?? 0) : killS;
}

export function asgiWorkerView(app: App, emit: Emit) {
  const q = quotePython(emit);
  const { limits } = emit.plan.web;
  return {
    headersBytes: q.literal(limits.headersBytes + limits.requestLineBytes, { rule: "S2" }),
    bodyBytes: q.literal(app.bodyBytesMax, { rule: "S1" }),
    gracefulLess: q.literal(Math.max(1, app.server.gracefulS - 1), below(app.wsgiAt, "graceful_time")),
  };
}

/** What uWSGI is told, in one ini file. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { glueFolder, released, SHARED_GLUE } from "../../plan/paths.ts";
import type { App, Plan } from "../../plan/plan.ts";
import { capacityPath, workerBytes } from "../capacity.ts";
import { PACKET_BYTES_MAX, packetBytes } from "./packet.ts";
import { type IniQuoter, quoteIni } from "./quote.ts";

/** Variables that the web server sends beside one for each header field. */
const ADDED_VARIABLES = 60;

export function settingsView(app: App, emit: Emit) {
  const { plan } = emit;
  const { server } = app;
  const q = quoteIni(emit);
  const at = (key: string) => below(app.wsgiAt, key);
  return {
    from: {
      server: q.section(at("server")),
      plugin: q.section({ rule: "uwsgi-plugin" }),
      socket: q.section({ rule: "F7" }),
      stop: q.section({ rule: "T5" }),
      deadline: q.section({ rule: "T1" }),
      sizes: q.section({ rule: "S2" }),
      preload: q.section(at("preload")),
      workers: q.section(at("workers")),
      memory: q.section(at("max_memory")),
      logs: q.section("web.logs.access"),
    },
    ...whereView(app, plan, q),
    ...sizesView(plan, q),
    distribution: server.distribution,
    preload: server.preload,
    backlog: q.number(server.backlog, at("backlog")),
    counts: server.workers === "auto",
    workers: q.number(server.workers === "auto" ? 1 : server.workers, at("workers")),
    workersMax: q.number(server.workersMax, at("workers")),
    threads: q.number(threadsOf(app), at("threads")),
    atOnce: q.number(threadsOf(app), at("threads")),
    workerBytes: q.number(workerBytes(app), at("max_memory")),
    graceful: q.number(server.gracefulS, at("graceful_time")),
    recycles: server.maxRequests !== null,
    maxRequests: q.number(server.maxRequests ?? 0, at("max_requests")),
    renews: server.maxRequests !== null || server.maxMemoryBytes !== null,
    recyclesByMemory: server.maxMemoryBytes !== null,
    maxMemoryMegabytes: q.number(Math.ceil((server.maxMemoryBytes ?? 0) / 1024 ** 2), at("max_memory")),
  };
}

/**
 * A worker that is ended for one thread takes what the others have just begun along. So it has one thread unless the user asks
 * for more, or streams need them.
 */
export function threadsOf({ streams, server }: App): number {
  if (server.threads !== "auto") return server.threads;
  return streams ? server.threadsMax : 1;
}

function whereView(app: App, plan: Plan, q: IniQuoter) {
  const root = below(app.at, "root");
  return {
    inVirtualenv: app.virtualenv !== null,
    virtualenv: q.path(app.virtualenv ?? "/", below(app.at, "python")),
    python: q.path(app.python, below(app.at, "python")),
    root: q.path(app.root, root),
    glue: q.path(glueFolder(plan, app), { rule: "glue" }),
    shared: q.path(released(plan, SHARED_GLUE), { rule: "glue" }),
    capacity: q.path(capacityPath(plan), { rule: "P7" }),
    socket: q.path(app.server.socket ?? "/", { rule: "F7" }),
    procName: q.word(plan.apps.length === 1 ? plan.name : `${plan.name}-${app.name}`, "name"),
  };
}

function sizesView(plan: Plan, q: IniQuoter) {
  const { limits } = plan.web;
  return {
    bufferBytes: q.number(Math.min(packetBytes(limits), PACKET_BYTES_MAX), { rule: "S2" }),
    maxVars: q.number(limits.headerCount + ADDED_VARIABLES, { rule: "S2" }),
    socketTimeout: q.number(SOCKET_TIMEOUT_S, { rule: "T1" }),
  };
}

/**
 * A day: who waits for a client is the web server, which ends the connection when that one has had its time. Here a gigabyte
 * may be on its way to a slow one before the next byte is taken.
 */
const SOCKET_TIMEOUT_S = 86_400;

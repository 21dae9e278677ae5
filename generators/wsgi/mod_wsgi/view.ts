/** What mod_wsgi's daemon processes are told (https://modwsgi.readthedocs.io, WSGIDaemonProcess). */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { countFile, processGroup, sysPath } from "../../plan/paths.ts";
import type { App, Plan } from "../../plan/plan.ts";
import { KILL_MARGIN_S } from "../../plan/server.ts";
import { quoteHttpd } from "../../quote/httpd.ts";
import { threadsOf } from "../capacity.ts";

/** A day: Apache ends the connection when its client has had its time. */
const SEND_S = 86_400;

/** Processes where bin/release has not counted the host's CPUs yet. */
const FALLBACK = 2;

export function daemonView(app: App, emit: Emit) {
  const { plan } = emit;
  const { server } = app;
  const q = quoteHttpd(emit);
  const at = (key: string) => below(app.wsgiAt, key);
  const { bodyTimeS, sendTimeS } = plan.web.limits;
  const longestS = Math.max(server.times.killS, server.times.streamS ?? 0);
  const define = defineOf(plan, app, "processes");
  return {
    from: { workers: q.section(at("workers")) },
    group: q.word(processGroup(plan, app), "name"),
    defineDaemon: q.word(defineOf(plan, app, "daemon"), { rule: "layout" }),
    auto: server.workers === "auto",
    autoFile: q.pathPart(countFile(plan, app), at("workers")),
    define: q.word(define, at("workers")),
    variable: q.defined(define, at("workers")),
    fallback: q.number(Math.min(FALLBACK, server.workersMax), at("workers")),
    processes: q.number(server.workers === "auto" ? FALLBACK : server.workers, at("workers")),
    threads: q.number(threadsOf(app), at("threads")),
    backlog: q.number(server.backlog, at("backlog")),
    // Started by an ordinary user, the web server cannot change users: the processes are that user's.
    user: plan.place.kind === "host" ? q.word(plan.users.app, "target.user") : null,
    home: q.pathPart(app.root, below(app.at, "root")),
    pythonPath: q.paths(sysPath(plan, app), below(app.at, "root")),
    virtualenv: app.virtualenv === null ? null : q.pathPart(app.virtualenv, below(app.at, "requirements")),
    // No request-timeout: it counts the time that a client takes for an answer. What is stuck is ended by the glue (watched.py.hbs).
    // One for the app's silence and the client's: a body passes through here as it comes, an answer as it is taken.
    readTime: q.number(Math.max(longestS - KILL_MARGIN_S, bodyTimeS, sendTimeS), { rule: "T2" }),
    sendTime: q.number(SEND_S, { rule: "T2" }),
    queueTime: q.number(server.times.webReadS, { rule: "T2" }),
    graceful: q.number(server.gracefulS, at("graceful_time")),
    maxRequests: server.maxRequests === null ? null : q.number(server.maxRequests, at("max_requests")),
    maxMemory: server.maxMemoryBytes === null ? null : q.number(server.maxMemoryBytes, at("max_memory")),
  };
}

function defineOf({ name }: Pick<Plan, "name">, app: Pick<App, "name">, what: string): string {
  return `${name}_${app.name}_${what}`.replaceAll("-", "_").toUpperCase();
}

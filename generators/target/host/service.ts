/**
 * What a service's unit must say, whatever runs in it: app servers, our own web server, extra
 * processes and timed commands become one shape here, so that one template hardens them all.
 */

import { below } from "../../../schema/path.ts";
import { wsgiLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import { serverUnitOf, unitOf } from "../../plan/paths.ts";
import type { App, Plan, Process, Run, Timed } from "../../plan/plan.ts";
import type { From } from "../../quote/quoter.ts";
import { environmentOf, type Variable } from "../environment.ts";
import { commandOf } from "./command.ts";
import { isActivated, processUnit, timedUnit, webUnit } from "./units.ts";

export type Service = {
  /** File name without `.service`: `shop`, `shop-worker@`. */
  readonly unit: string;
  /** Of an app's server: whose drop-ins count for every link. */
  readonly anyLink: string | null;
  readonly what: string;
  /** Path text it comes from. */
  readonly at: string;
  readonly type: Run["type"] | "oneshot";
  /** Whether any of its processes may send READY=1, or the first alone. */
  readonly notifyAll: boolean;
  readonly argv: readonly { readonly word: string; readonly from: From }[];
  readonly workingDirectory: string;
  readonly environment: readonly Variable[];
  readonly secrets: { readonly required: boolean; readonly from: From };
  readonly socket: string | null;
  readonly stopSignal: Run["stopSignal"];
  readonly reloadSignal: Run["reloadSignal"];
  readonly pauseSignal: Run["pauseSignal"];
  readonly stop: { readonly seconds: number; readonly from: From };
  /** Timed commands alone: the time one run may take. */
  readonly runS: { readonly seconds: number; readonly from: From } | null;
  readonly memory: { readonly bytes: number; readonly from: From } | null;
  readonly writable: readonly string[];
  /** Folders that may be mounts of their own, which it waits for. */
  readonly mounts: readonly string[];
  /** One /tmp for all that runs the stack's own code: what a request leaves there, a process finds. */
  readonly sharesTmp: boolean;
  /** Calls setuid(2), if only with the ids it has: a filter that refuses it ends the worker. */
  readonly setsIds: boolean;
  /** Binds a port below 1024 itself. */
  readonly lowPort: boolean;
  /** Reads the site's certificate and key, which are root's. */
  readonly credentials: { readonly cert: string; readonly key: string } | null;
  readonly tasks: number;
  readonly files: number;
};

export function servicesOf(layered: Layered): readonly Service[] {
  const { plan } = layered;
  const { run } = plan.web;
  return [
    ...plan.apps.flatMap((app) => (app.server.run === null ? [] : [serverOf(layered, app, app.server.run)])),
    ...(run === null ? [] : [webOf(plan, run)]),
    ...plan.processes.flatMap((process) => withApp(layered, process, processOf)),
    ...plan.schedule.flatMap((timed) => withApp(layered, timed, timedOf)),
  ];
}

type Make<T> = (layered: Layered, app: App, item: T) => Service;

function withApp<T extends { readonly app: string }>(layered: Layered, item: T, make: Make<T>): Service[] {
  const app = layered.plan.apps.find(({ name }) => name === item.app);
  return app === undefined ? [] : [make(layered, app, item)];
}

/** A process may have its own threads and children; a fork bomb may not take the host. */
const TASKS = 512;
const FILES = 8192;

function serverOf(layered: Layered, app: App, run: Run): Service {
  const { plan } = layered;
  const { server } = app;
  const { setsIds, notifiesFromChild } = wsgiLayer(app, layered).facts.sandbox;
  const unit = serverUnitOf(plan, app);
  return {
    ...common(plan, app),
    unit,
    anyLink: `${unitOf(plan, app)}@`,
    what: `${server.name} for ${app.framework} app ${app.name}`,
    at: app.wsgiAt,
    type: run.type,
    notifyAll: notifiesFromChild,
    argv: run.argv.map((word) => ({ word, from: { rule: "run" } })),
    workingDirectory: run.workingDirectory,
    environment: environmentOf(layered, app, run.environment),
    socket: isActivated(app) ? `${unit}.socket` : null,
    stopSignal: run.stopSignal,
    reloadSignal: run.reloadSignal,
    pauseSignal: run.pauseSignal,
    stop: { seconds: server.times.stopS, from: { rule: "T4" } },
    writable: [...run.writable, ...mediaElsewhere(plan, app)],
    setsIds,
    tasks: Math.max(TASKS, 64 + server.workersMax * (server.threadsMax + 8)),
  };
}

function webOf(plan: Plan, run: Run): Service {
  const unit = webUnit(plan);
  const { listen, tls } = plan.web;
  const stopS = Math.max(...plan.apps.map((app) => app.server.times.stopS));
  const ports = [listen.http, listen.https].filter((port) => port !== null);
  return {
    ...bare,
    unit,
    what: "web server",
    at: "web.server",
    type: run.type,
    argv: run.argv.map((word) => ({ word, from: { rule: "run" } })),
    workingDirectory: run.workingDirectory,
    environment: run.environment.map(({ name, value, at }) => ({ name, value, from: at })),
    socket: run.socketActivation ? `${unit}.socket` : null,
    stopSignal: run.stopSignal,
    reloadSignal: run.reloadSignal,
    pauseSignal: run.pauseSignal,
    stop: { seconds: stopS, from: { rule: "T4" } },
    writable: run.writable,
    sharesTmp: false,
    lowPort: !run.socketActivation && ports.some((port) => port < 1024),
    credentials: tls === null ? null : { cert: tls.certFile, key: tls.keyFile },
    files: 65_536,
  };
}

function processOf(layered: Layered, app: App, process: Process): Service {
  const { plan } = layered;
  return {
    ...common(plan, app),
    unit: process.instances > 1 ? `${processUnit(plan, process)}@` : processUnit(plan, process),
    what: `process ${process.name}`,
    at: process.at,
    argv: command(app, process),
    environment: environmentOf(layered, app, process.env),
    stopSignal: process.stopSignal,
    stop: { seconds: process.gracefulS + 10, from: below(process.at, "graceful_time") },
    memory: process.memoryBytes === null ? null : { bytes: process.memoryBytes, from: below(process.at, "memory") },
  };
}

function timedOf(layered: Layered, app: App, timed: Timed): Service {
  const { plan } = layered;
  return {
    ...common(plan, app),
    unit: timedUnit(plan, timed),
    what: `timed command ${timed.name}`,
    at: timed.at,
    type: "oneshot",
    argv: command(app, timed),
    environment: environmentOf(layered, app, timed.env),
    runS: { seconds: timed.timeoutS, from: below(timed.at, "timeout") },
  };
}

function command(app: App, { argv, at }: Process | Timed): Service["argv"] {
  return commandOf(app, argv).map((word) => ({ word, from: below(at, "command") }));
}

const bare = {
  anyLink: null,
  type: "exec",
  notifyAll: false,
  secrets: { required: false, from: { rule: "app-environ" } },
  socket: null,
  stopSignal: "SIGTERM",
  reloadSignal: null,
  pauseSignal: null,
  stop: { seconds: 30, from: { rule: "T4" } },
  runS: null,
  memory: null,
  writable: [],
  mounts: [],
  sharesTmp: true,
  setsIds: false,
  lowPort: false,
  credentials: null,
  tasks: TASKS,
  files: FILES,
} as const;

/** Uploads that lie outside of the state folder: writable and waited for by name. */
export function mediaElsewhere({ paths }: Plan, { medias }: Pick<App, "medias">): readonly string[] {
  const folders = medias.map(({ folder }) => folder).filter((folder) => folder !== paths.state && !folder.startsWith(`${paths.state}/`));
  return [...new Set(folders)];
}

function common(plan: Plan, app: App) {
  const elsewhere = mediaElsewhere(plan, app);
  return {
    ...bare,
    writable: elsewhere,
    mounts: elsewhere,
    workingDirectory: app.root,
    secrets: { required: app.secrets.length > 0, from: below(app.at, "secrets") },
  } as const;
}

/** The app servers of one version of the stack: started beside those of the version before, stopped when the next one serves. */
import { wsgiLayer } from "../../generators/chosen.ts";
import { unitOf } from "../../generators/plan/paths.ts";
import type { App, Plan } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import { environmentOf } from "../../generators/target/environment.ts";
import { environFor, type Ordinary } from "./ordinary.ts";
import { type Part, startPart } from "./part.ts";
import { answers } from "./probe.ts";
import { fieldsOf, type Say } from "./say.ts";
import { followWorkers } from "./workers.ts";

export type Version = { readonly plan: Plan; readonly servers: readonly AppServer[] };

export type AppServer = {
  readonly app: App;
  readonly part: Part;
  /** Null when it serves, else what went wrong. */
  readonly started: Promise<string | null>;
};

export type VersionStart = {
  readonly secrets: Readonly<Record<string, string>>;
  /** The shell's own, with the project's environment files below it. */
  readonly environ: NodeJS.ProcessEnv;
  /** As whom; null: as ourselves. */
  readonly user: Ordinary | null;
};

const PROBE_EVERY_MS = 50;
/** Of what a server that is not ours said before it ended. */
const LAST_LINES = 60;

export function startVersion(plan: Plan, start: VersionStart, say: Say): Version {
  const servers = plan.apps.flatMap((app) => {
    const { run } = app.server;
    return run === null ? [] : [startServer(app, run.argv, plan, start, say)];
  });
  return { plan, servers };
}

/** Null when all serve, else the first fault. */
export async function isServing({ servers }: Version): Promise<string | null> {
  const faults = await Promise.all(servers.map(({ started }) => started));
  return faults.find((fault) => fault !== null) ?? null;
}

export async function stopVersion({ servers }: Version): Promise<void> {
  for (const { part } of servers) part.signal("SIGTERM");
  await Promise.all(servers.map(({ part }) => part.ended));
}

function startServer(app: App, argv: readonly string[], plan: Plan, start: VersionStart, say: Say): AppServer {
  const name = unitOf(plan, app);
  const lines: string[] = [];
  const ready = signalled();
  const events = wsgiLayer(app, { registry }).local?.events ?? null;
  const workers = followWorkers(app);
  const part = startPart({
    name,
    argv: ownNode(argv),
    folder: app.server.run?.workingDirectory ?? app.root,
    environment: environOf(app, plan, start),
    user: start.user,
    line: (text) => {
      say.line(name, text);
      lines.push(text);
      if (lines.length > LAST_LINES) lines.shift();
      workers.hear(text);
      const fields = fieldsOf(text);
      if (events === null || fields === null) return;
      if (fields.event === events.ready) ready.done(null);
      if (fields.event === events.failed) ready.done(failure(fields));
    },
  });
  const ended = part.ended.then((how) => `${name} ${how}\n${lines.filter((line) => fieldsOf(line) === null).join("\n")}`);
  const serves = events !== null ? ready.promise : workers.loaded.then(() => untilAnswers(app, part, plan));
  return { app, part, started: Promise.race([serves, ended]) };
}

async function untilAnswers(app: App, part: Part, { site }: Plan): Promise<null> {
  while (!part.isOver() && !(await answers(app, site.canonical))) await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
  return null;
}

/** What it died of: the traceback where there is one. */
function failure({ why, traceback }: { readonly [key: string]: unknown }): string {
  return [why, traceback].filter((text) => typeof text === "string" && text !== "").join("\n");
}

function signalled() {
  let done: (fault: string | null) => void = () => {};
  const promise = new Promise<string | null>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}

/** The shell's own environ, since this is the developer's machine; what the stack states stands over it. */
function environOf(app: App, plan: Plan, { secrets, environ, user }: VersionStart): NodeJS.ProcessEnv {
  const stated = environmentOf({ plan, registry }, app, app.server.run?.environment ?? []).filter(({ name }) => name !== "PATH");
  const programs = app.virtualenv === null ? [] : [`${app.virtualenv}/bin`];
  const path = [...programs, ...pathOf(process.env)].join(":");
  return {
    ...environFor(user, plan.paths.state, environ),
    ...secrets,
    ...Object.fromEntries(stated.map(({ name, value }) => [name, value])),
    PATH: path,
  };
}

/** Debian keeps web servers where an ordinary user's PATH does not lead. */
export function pathOf({ PATH = "/usr/local/bin:/usr/bin:/bin" }: NodeJS.ProcessEnv): readonly string[] {
  const folders = PATH.split(":").filter((folder) => folder !== "");
  return [...folders, ...["/usr/sbin", "/sbin"].filter((folder) => !folders.includes(folder))];
}

/** An artifact names the host's Node; here the one that runs us will do. */
export function ownNode([program = "", ...args]: readonly string[]): readonly string[] {
  return [program === "/usr/bin/node" ? process.execPath : program, ...args];
}

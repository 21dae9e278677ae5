/**
 * The web server. It is started once and handed over from version to version: it reads its settings
 * through a link, which is pointed at the next version before it is told to read them again.
 */
import { execFile } from "node:child_process";
import { readFileSync, renameSync, symlinkSync } from "node:fs";
import type { Plan } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import type { WebLocal } from "../../generators/web/facts.ts";
import { type Following, follow } from "./follow.ts";
import { asOrdinary, environFor, type Ordinary } from "./ordinary.ts";
import { type Part, startPart } from "./part.ts";
import { accepts } from "./probe.ts";
import { fieldsOf, type Say } from "./say.ts";
import { ownNode, pathOf, type VersionStart } from "./version.ts";

export type Front = {
  readonly part: Part;
  /** Null when it serves, else what went wrong. */
  readonly started: Promise<string | null>;
  /** Whether it can go on with this plan, its sockets as they are. */
  fits(plan: Plan): boolean;
  /** Resolves when no request goes to the version before; null, or what went wrong, and then nothing changed. */
  handOver(plan: Plan): Promise<string | null>;
  stop(): Promise<void>;
};

type Events = NonNullable<WebLocal["events"]>;

const PROBE_EVERY_MS = 50;

/** `environ`: what mod_wsgi's processes have of the shell's and the project's. */
export function startFront(first: Plan, link: string, { user, environ }: Pick<VersionStart, "user" | "environ">, say: Say): Front {
  const { server } = first.web;
  const { local } = registry.web[server];
  const { events } = local;
  const environment = { ...environFor(user, first.paths.state, environ), PATH: pathOf(environ).join(":") };
  let hearing: (event: string, fault: string | null) => void = () => {};
  let lastLine = "";
  let current = first;
  point(link, first);
  const logs: Following[] = events === null ? [followLogs(first, say)] : [];
  const argv = throughLink(ownNode(local.argv(first)), first, link);
  const part = startPart({
    name: server,
    argv,
    folder: first.paths.release,
    environment,
    user,
    line: (text) => {
      say.line(server, text);
      lastLine = text;
      const fields = fieldsOf(text);
      if (typeof fields?.event === "string") hearing(fields.event, typeof fields.fault === "string" ? fields.fault : null);
    },
  });
  const ended = part.ended.then((how) => `${server} ${how}: ${lastLine}`);
  const port = first.web.listen.http ?? first.web.listen.https ?? 0;
  const listens = events === null ? untilAccepts(port, part) : heard(events.listens, events);

  function heard(event: string, { refuses }: Events): Promise<string | null> {
    return new Promise((resolve) => {
      hearing = (said, fault) => {
        if (said === event) resolve(null);
        if (said === refuses) resolve(fault ?? said);
      };
    });
  }

  async function handOver(plan: Plan): Promise<string | null> {
    const refused = await check(local.checkArgv(plan), environment, user);
    if (refused !== null) return refused;
    point(link, plan);
    const back = current;
    if (events === null) logs.push(followLogs(plan, say));
    const before = childrenOf(part.pid);
    const read = events === null ? null : Promise.race([heard(events.hasRead, events), ended]);
    part.signal(local.reloadSignal);
    const fault = await read;
    current = fault === null ? plan : back;
    if (fault !== null) point(link, back);
    return fault ?? (await untilGone(before, part));
  }

  return {
    part,
    started: Promise.race([listens, ended]),
    fits: (plan) => listenerOf(plan) === listenerOf(first),
    handOver,
    stop: async () => {
      part.signal("SIGTERM");
      await part.ended;
      for (const log of logs) log.close();
    },
  };
}

function listenerOf({ web }: Plan): string {
  return JSON.stringify([web.server, web.listen, web.tls?.http2 ?? null]);
}

/** A link in one step: whoever reads it meanwhile finds the old or the new. */
function point(link: string, { paths }: Plan): void {
  symlinkSync(paths.release, `${link}.new`);
  renameSync(`${link}.new`, link);
}

/** Its settings by the link; its program, which it has open anyway, where it lies. */
function throughLink(argv: readonly string[], { paths }: Plan, link: string): readonly string[] {
  return argv.map((word) =>
    word.startsWith(`${paths.release}/`) && !word.endsWith(".mjs") ? `${link}${word.slice(paths.release.length)}` : word,
  );
}

function followLogs({ paths }: Plan, say: Say): Following {
  return follow(paths.log, (text) => say.line("web", text));
}

/** Some end when they are told to read settings that are no good; others go on with the old, and only their log says so. */
function check(argv: readonly string[] | null, env: NodeJS.ProcessEnv, user: Ordinary | null): Promise<string | null> {
  if (argv === null) return Promise.resolve(null);
  const [program = "", ...args] = argv;
  return new Promise((resolve) => {
    execFile(program, args, { env, ...asOrdinary(user) }, (error, _stdout, stderr) => resolve(error === null ? null : stderr.trim()));
  });
}

async function untilAccepts(port: number, part: Part): Promise<null> {
  while (!part.isOver() && !(await accepts(port, null))) await nap();
  return null;
}

/** Old workers finish what they have, and still know the old sockets. */
async function untilGone(pids: readonly number[], part: Part): Promise<null> {
  while (!part.isOver() && pids.some(isThere)) await nap();
  return null;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function nap(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
}

/** proc(5), /proc/PID/task/TID/children. Empty where there is no such file. */
function childrenOf(pid: number | undefined): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** `stackc run`: the stack of a folder, served on this machine while it is being written. */
import { resolve } from "node:path";
import type { WebName, WsgiName } from "../../generators/plan/plan.ts";
import { type Exit, FINDINGS, FINE, USAGE } from "../exit.ts";
import { PLAIN_PATH } from "../plain-path.ts";
import { advise, refuse } from "../print/words.ts";
import type { Terminal } from "../terminal.ts";
import { anyFreePort, freePortFrom, tryPort } from "./ports.ts";
import { createSay, type Say } from "./say.ts";
import { type Died, type Outcome, Session } from "./session.ts";
import { type Found, findSource } from "./source.ts";
import { isStack, watchProject } from "./watch.ts";

export type RunInput = {
  readonly path: string | null;
  readonly web: WebName | null;
  readonly wsgi: WsgiName | null;
  readonly asWritten: boolean;
  /** Null: 8000, or the next free one. */
  readonly port: number | null;
  /** Null: plain http. 0: any. */
  readonly httpsPort: number | null;
  readonly environment: string | null;
  readonly envFile: string | null;
  readonly state: string | null;
  readonly reload: boolean;
  /** Lines for a person, or JSON. */
  readonly readable: boolean;
};

const FIRST_PORT = 8000;

export async function run(input: RunInput, terminal: Terminal): Promise<Exit> {
  const found = findSource(input.path);
  if (typeof found === "string") return refuseFound(found, terminal);
  if (!PLAIN_PATH.test(found.code))
    return refuse(terminal, [`the path ${found.code} has characters that a server's configuration cannot carry`]);
  const ports = await choosePorts(input, terminal);
  if (ports === null) return USAGE;
  const say = createSay(terminal, !input.readable);
  if (ports.instead !== null) say.note("port", `port ${FIRST_PORT} is taken, ${ports.instead} stands in`);
  sayDetected(found, say);
  const wishes = { web: input.web, wsgi: input.wsgi, asWritten: input.asWritten, https: input.httpsPort !== null };
  const settings = { wishes, environment: input.environment, envFile: input.envFile, state: input.state, ...ports, paint: terminal.paint };
  return serve((died) => new Session(settings, say, died), found, { input, say, terminal });
}

type Around = { readonly input: RunInput; readonly say: Say; readonly terminal: Terminal };

async function serve(open: (died: Died) => Session, first: Found, { input, say, terminal }: Around): Promise<Exit> {
  const end = signalled<Exit>();
  let startsAgain = true;
  const session = open((part, what) => {
    say.fault("died", what);
    if (part === "web" || !input.reload) end.done(FINDINGS);
    // Once for each change: what dies as soon as it serves would be started for ever.
    else if (startsAgain) {
      startsAgain = false;
      turns.add(() => change(session, null, input, say, first));
    } else say.note("waiting", "waits for a change");
  });
  const asked = stopAsked(session, say);
  const settle = (outcome: Outcome): void => {
    if (asked.already()) return;
    if (outcome === "serves" && !announced) {
      announced = true;
      terminal.data(`${session.url}\n`);
      if (first.detected !== null)
        say.note("serving", `serves ${first.detected.app.module} (${first.detected.app.framework}); Ctrl-C stops it`);
    }
    if (!session.isServing && (outcome === "refused" || !input.reload)) end.done(FINDINGS);
    else if (!session.isServing) say.note("waiting", "waits for a change");
  };
  let announced = false;
  const turns = inTurn(settle);
  let waiting: Set<string> | null = null;
  const changed = (paths: ReadonlySet<string>): void => {
    startsAgain = true;
    if (waiting !== null) {
      // It has not been read yet: one turn does for both, and reads what was saved last.
      for (const path of paths) waiting.add(path);
      return;
    }
    const all = new Set(paths);
    waiting = all;
    turns.add(() => {
      waiting = null;
      return change(session, all, input, say, first);
    });
  };
  const watching = input.reload ? watchProject([first.code], changed) : null;
  turns.add(() => session.useStack(first));
  try {
    return await Promise.race([asked.promise, end.promise, turns.failed]);
  } finally {
    watching?.close();
    await session.stop();
  }
}

/** One change at a time; what comes meanwhile waits. */
function inTurn(settle: (outcome: Outcome) => void) {
  let last: Promise<void> = Promise.resolve();
  let fail: (error: unknown) => void = () => {};
  return {
    add: (work: () => Promise<Outcome>): void => {
      last = last.then(work).then(settle);
      last.catch(fail);
    },
    /** Rejects with a fault of our own. */
    failed: new Promise<never>((_resolve, reject) => {
      fail = reject;
    }),
  };
}

/** `paths`: what changed; null: nothing, and the app's server is to be started again. */
async function change(session: Session, paths: ReadonlySet<string> | null, { path }: RunInput, say: Say, first: Found): Promise<Outcome> {
  const began = performance.now();
  if (paths !== null) sayChanged(paths, first.code, say);
  const found = findSource(path);
  if (typeof found === "string") {
    say.fault("stack-refused", found);
    return "refused";
  }
  const isNew = [...(paths ?? [])].some((one) => isStack(one) || one === resolve(found.source.file));
  const outcome = await (isNew || !session.isServing ? session.useStack(found) : session.useCode(found));
  if (outcome === "serves") say.note("reloaded", `serves the new version (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return outcome;
}

function sayChanged(paths: ReadonlySet<string>, code: string, say: Say): void {
  const names = [...paths].map((one) => (one.startsWith(`${code}/`) ? one.slice(code.length + 1) : one));
  say.note("changed", `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""} changed`);
}

/** The first Ctrl-C lets requests finish, the second does not wait, the third asks nobody. */
function stopAsked(session: Session, say: Say) {
  const { promise, done } = signalled<Exit>();
  let times = 0;
  const hear = (): void => {
    times += 1;
    if (times === 1) {
      say.note("stopping", "stops; Ctrl-C again does not wait for requests");
      done(FINE);
    } else session.hurry(times === 2 ? "SIGINT" : "SIGKILL");
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
  return { promise, already: () => times > 0 };
}

function signalled<T>() {
  let done: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}

type Ports = { readonly httpPort: number; readonly httpsPort: number; readonly instead: number | null };

async function choosePorts({ port, httpsPort }: RunInput, terminal: Terminal): Promise<Ports | null> {
  const stated = port === null ? await tryPort(FIRST_PORT) : await statedPort(port, terminal);
  const http = stated ?? (port === null ? await freePortFrom(FIRST_PORT, httpsPort) : null);
  const https = httpsPort === null ? 0 : await statedPort(httpsPort, terminal);
  if (http === null || https === null) return null;
  // Never listened on, and not the same as the other.
  return {
    httpPort: http,
    httpsPort: https === 0 ? (http === 65_535 ? 1 : http + 1) : https,
    instead: port === null && http !== FIRST_PORT ? http : null,
  };
}

async function statedPort(port: number, terminal: Terminal): Promise<number | null> {
  const free = port === 0 ? await anyFreePort() : await tryPort(port);
  if (free === null) {
    refuse(terminal, [`port ${port} of 127.0.0.1 is taken, or not for you`]);
    const other = await freePortFrom(Math.max(port + 1, 1024), null);
    if (other !== null) advise(terminal, `${other} is free`);
  }
  return free;
}

function refuseFound(fault: string, terminal: Terminal): Exit {
  const exit = refuse(terminal, [fault]);
  advise(terminal, "name a stack file, or make one with `stackc init`");
  return exit;
}

function sayDetected({ detected }: Found, say: Say): void {
  if (detected === null || detected.others.length === 0) return;
  const others = detected.others.map(({ module, framework }) => `${module} (${framework})`).join(", ");
  say.note("detected", `chose ${detected.app.module} (${detected.app.framework}); also found: ${others}. A stack.yaml chooses another`);
}

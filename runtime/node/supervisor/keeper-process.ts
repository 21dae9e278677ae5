/** The keeper as a process: commands to its standard input, events from its standard output, a JSON line each. Owns the child. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { KeeperCommand, KeeperSays } from "./events.ts";

export type Keeper = {
  readonly pid: number | undefined;
  tell(command: KeeperCommand & { readonly environment?: Readonly<Record<string, string>> }): void;
};

export type KeeperStart = {
  readonly python: string;
  readonly program: string;
  readonly settingsFile: string;
  readonly environment: NodeJS.ProcessEnv;
  /** A listening socket that was handed to us: the same number in the child. */
  readonly passedSocket: number | null;
  readonly said: (event: KeeperSays) => void;
  /** `why`: in plain words, where nothing else can say it. */
  readonly ended: (status: number | null, signal: string | null, why: string | null) => void;
};

export function startKeeper({ python, program, settingsFile, environment, passedSocket, said, ended }: KeeperStart): Keeper {
  const child: ChildProcess = spawn(python, [program, "--settings", settingsFile, ...(passedSocket === null ? [] : ["--fd", "3"])], {
    env: environment,
    // Standard error is ours: what the app prints, and what it dies of, is not touched on its way.
    stdio: ["pipe", "pipe", "inherit", ...(passedSocket === null ? [] : [passedSocket])],
  });
  let over = false;
  let heard = false;
  const end = (status: number | null, signal: string | null, why: string | null): void => {
    if (over) return;
    over = true;
    ended(status, signal, why);
  };
  child.on("error", (fault: NodeJS.ErrnoException) => end(1, null, `app.python, ${python}, ${NOT_RUN[fault.code ?? ""] ?? fault.message}`));
  // "close", not "exit": its last words are read first.
  child.on("close", (status, signal) => end(status, signal, heard ? null : `app.python, ${python}, ended before it ran the gateway`));
  child.stdin?.on("error", () => {});
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on("line", (line) => {
      heard = true;
      hear(line, said);
    });
  return {
    pid: child.pid,
    tell: (command) => {
      if (!over) child.stdin?.write(`${JSON.stringify(command)}\n`);
    },
  };
}

/** execve(2) */
const NOT_RUN: Readonly<Record<string, string>> = {
  ENOENT: "is not there, or what it links to or its first line names is not",
  EACCES: "cannot be executed by this user: its mode, or a folder on the way to it or to what it links to, does not let it",
  ENOEXEC: "is no program of this machine",
};

function hear(line: string, said: (event: KeeperSays) => void): void {
  const found = parseLine(line);
  said(found ?? { event: "unreadable", line: line.slice(0, 1000) });
}

function parseLine(line: string): KeeperSays | null {
  try {
    const found: unknown = JSON.parse(line);
    return typeof found === "object" && found !== null && "event" in found && typeof found.event === "string"
      ? { ...found, event: found.event }
      : null;
  } catch {
    return null;
  }
}

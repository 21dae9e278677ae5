/**
 * One server as a child process. Its own process group, so that Ctrl-C in a terminal reaches us
 * alone and what it means is decided here; on Linux it is told when we die without a word.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { asOrdinary, type Ordinary } from "./ordinary.ts";

export type PartStart = {
  readonly name: string;
  readonly argv: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Null: as ourselves. */
  readonly user: Ordinary | null;
  readonly line: (text: string) => void;
};

export type Part = {
  readonly name: string;
  readonly pid: number | undefined;
  /** Its exit in words, when it is over; never rejects. */
  readonly ended: Promise<string>;
  isOver(): boolean;
  signal(signal: NodeJS.Signals): void;
};

/** PR_SET_PDEATHSIG, prctl(2): util-linux, which every Debian has. */
const SETPRIV = "/usr/bin/setpriv";
const BOUND = process.platform === "linux" && existsSync(SETPRIV) ? [SETPRIV, "--pdeathsig", "TERM"] : [];

export function startPart({ name, argv, folder, environment, user, line }: PartStart): Part {
  const [program = "", ...args] = [...BOUND, ...argv];
  const child = spawn(program, args, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    ...asOrdinary(user),
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", line);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      over = true;
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    // "close", not "exit": its last words are read first.
    child.once("close", (code, signal) => end(signal === null ? `ended with status ${code}` : `was ended by ${signal}`));
  });
  return {
    name,
    pid: child.pid,
    ended,
    isOver: () => over,
    signal: (signal) => {
      if (!over) child.kill(signal);
    },
  };
}

/** The site in a scratch folder, started by the artifact's own bin/local. Owns its processes: nothing outlives `stop`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../generators/plan/plan.ts";
import { environFor, type Ordinary } from "../run/ordinary.ts";
import { type Part, startPart } from "../run/part.ts";

export type Booted = {
  /** Null when it answers, else what went wrong. */
  readonly started: Promise<string | null>;
  stop(): Promise<void>;
  /** Waits for nothing. */
  kill(): void;
  /** What the servers said last, oldest first. */
  said(): readonly string[];
};

/** Room for a traceback of each worker. */
const LAST_LINES = 120;
/** A web server says the same at each request while the app is away: that must not push out why it is. */
const LAST_LOGGED = 10;

export function boot({ paths, name }: Plan, user: Ordinary | null, environ: NodeJS.ProcessEnv): Booted {
  const lines: string[] = [];
  let hasUrl: (fault: string | null) => void = () => {};
  const answers = new Promise<string | null>((resolve) => {
    hasUrl = resolve;
  });
  const part: Part = startPart({
    name,
    argv: ["/bin/sh", join(paths.release, "bin/local")],
    folder: paths.release,
    environment: environFor(user, paths.state, environ),
    user,
    line: (text) => {
      if (/^https?:\/\/\S+$/.test(text)) hasUrl(null);
      lines.push(text);
      if (lines.length > LAST_LINES) lines.shift();
    },
  });
  const said = (): readonly string[] => [...lines, ...errorLogs(paths.log).slice(-LAST_LOGGED)];
  const ended = part.ended.then((how) => `bin/local ${how}`);
  return {
    started: Promise.race([answers, ended]),
    said,
    stop: async () => {
      part.signal("SIGTERM");
      await part.ended;
      killGroup(part.pid);
    },
    kill: () => killGroup(part.pid),
  };
}

/** Web servers that write their faults to files of their own. */
function errorLogs(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith("error.log"));
    return files.flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n")).filter((line) => line !== "");
  } catch {
    return [];
  }
}

/** The group is bin/local's own: startPart makes it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

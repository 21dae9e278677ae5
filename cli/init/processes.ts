/** Other programs of the project: what its Procfile names, Celery's worker and its beat. */
import { fromRoot, isBelow, moduleOf } from "../../generators/framework/detect/paths.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import { librariesFor } from "./libraries.ts";

export type OtherPrograms = {
  readonly processes: readonly (readonly [name: string, command: string])[];
  readonly release: readonly string[];
};

export function programsOf(root: string, project: Project): OtherPrograms {
  const stated = procfile(root, project);
  const known = stated.processes.some(([, command]) => command.startsWith("celery"));
  return { processes: [...stated.processes, ...(known ? [] : celery(root, project))], release: stated.release };
}

/** Only what is a program and its arguments: no shell runs a command of the language. */
const PLAIN = /^[\w./@:=+-]+(?: [\w./@:=,+-]+)*$/;

/** `worker: celery -A shop worker`. `web:` is what stackc makes itself. */
function procfile(root: string, project: Project): OtherPrograms {
  const file = project.texts.find(({ path }) => path === "Procfile" || fromRoot(root, path) === "Procfile");
  const processes: [string, string][] = [];
  const release: string[] = [];
  for (const line of file?.text.split("\n") ?? []) {
    const [, name = "", command = ""] = /^([A-Za-z][\w-]*):\s*(.+?)\s*$/.exec(line) ?? [];
    if (name === "" || name === "web" || !PLAIN.test(command)) continue;
    if (name === "release") release.push(command);
    else if (/^[a-z][a-z0-9-]{0,30}$/.test(name)) processes.push([name, command]);
  }
  return { processes, release };
}

const CELERY = /^([A-Za-z_]\w*)\s*(?::[^=\n]+)?=\s*(?:celery\.)?Celery\(/m;
const BEAT = new RegExp(String.raw`\b(?:${["beat_schedule", "CELERY_BEAT_SCHEDULE", ...librariesFor("beat")].join("|")})\b`);

/** `-A` takes a package with a module `celery`, or the module itself (docs.celeryq.dev, "Application"). */
function celery(root: string, project: Project): readonly (readonly [string, string])[] {
  const files = project.python.filter(({ path }) => isBelow(root, path));
  const file = files.find(({ text }) => CELERY.test(text) && /^[ \t]*(?:from|import)[ \t]+celery\b/m.test(text));
  if (file === undefined) return [];
  const app = moduleOf(file.path, root).replace(/\.celery$/, "");
  const beat = files.some(({ text }) => BEAT.test(text));
  return [["worker", `celery -A ${app} worker`], ...(beat ? [["beat", `celery -A ${app} beat`] as const] : [])];
}

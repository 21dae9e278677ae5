/** The folder of a stack file, where it holds Python code. Looked at by name; walked only once something is missing. */
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { moduleOf } from "../../../generators/framework/detect/paths.ts";
import type { Project } from "../../../generators/framework/detect/project.ts";
import { readProject } from "../../init/project.ts";
import { requirementsOf } from "../../init/requirements.ts";
import { systemWords } from "../../read/system-error.ts";

export type Beside = {
  readonly folder: string;
  /** Is this absolute path the project's folder or below it, there or not? */
  isBelow(path: string): boolean;
  /** Its files, read at the first question. */
  project(): Project;
  /** Dotted names of modules, as seen from a root below it. */
  modules(root: string): readonly string[];
  /** Does anything in it speak of a package of this name that comes from elsewhere? */
  installs(name: string): boolean;
};

/** What is not there: `at` as the plan writes paths of stack.yaml. */
export type Missing = { readonly at: string; readonly message: string; readonly help: string | null };

const NOTHING: Project = { python: [], texts: [], others: [], folders: [] };
/** Not the project's own. */
const SKIPPED = /^(\.|node_modules$|site-packages$|v?env$)/;
const DEPTH = 2;
const VENVS = [".venv", "venv", "env"];

/** Null where no Python file lies in the folder or not far below it. */
export function openProject(folder: string): Beside | null {
  if (!hasPython(folder, DEPTH)) return null;
  let read: Project | null = null;
  const project = () => {
    read ??= orNothing(() => readProject(folder), NOTHING);
    return read;
  };
  const isBelow = (path: string) => path === folder || path.startsWith(`${folder}/`);
  return {
    folder,
    isBelow,
    project,
    modules: (root) => {
      const inside = root === folder ? "." : root.slice(folder.length + 1);
      return project().python.flatMap(({ path }) => (inside === "." || path.startsWith(`${inside}/`) ? [moduleOf(path, inside)] : []));
    },
    installs: (name) => isStated(name, project()) || isInVenv(name, folder),
  };
}

/** In requirements, or the project's own name: `pip install .` brings it. Names as packaging.python.org, "Name normalization", has them. */
function isStated(name: string, project: Project): boolean {
  const normal = name.toLowerCase().replace(/[-_.]+/g, "-");
  const spoken = new RegExp(`(^|[^a-z0-9])${normal.replaceAll("-", "[-_.]+")}([^a-z0-9]|$)`, "im");
  return requirementsOf(".", project).names.has(normal) || project.texts.some(({ text }) => spoken.test(text));
}

function isInVenv(name: string, folder: string): boolean {
  return VENVS.map((venv) => join(folder, venv, "lib"))
    .flatMap((lib) => entriesOf(lib).map((python) => join(lib, python.name, "site-packages")))
    .some((packages) => entriesOf(packages).some((entry) => entry.name === name || entry.name.startsWith(`${name}.`)));
}

function hasPython(folder: string, depth: number): boolean {
  const entries = entriesOf(folder);
  // Our own output has Python code as well: it is no project.
  if (entries.some(({ name }) => name === "manifest.json")) return false;
  if (entries.some((entry) => entry.isFile() && entry.name.endsWith(".py"))) return true;
  return (
    depth > 0 && entries.some((entry) => entry.isDirectory() && !SKIPPED.test(entry.name) && hasPython(join(folder, entry.name), depth - 1))
  );
}

export function entriesOf(folder: string): readonly Dirent[] {
  return orNothing(() => readdirSync(folder, { withFileTypes: true }), []);
}

/** What may not be read is not there. */
export function orNothing<T>(read: () => T, nothing: T): T {
  try {
    return read();
  } catch (error) {
    if (systemWords(error) === null) throw error;
    return nothing;
  }
}

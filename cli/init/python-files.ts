/** A project's Python files as text: never imported, never run, no symbolic link followed. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** `path` is relative to the project, `/` between parts. */
export type PythonFile = { readonly path: string; readonly text: string };

export type Project = {
  readonly python: readonly PythonFile[];
  /** All names seen, for the likes of requirements.txt. */
  readonly others: readonly string[];
  /** Those that are not looked into as well. */
  readonly folders: readonly string[];
};

const DEPTH_MAX = 4;
const FILES_MAX = 2000;
const BYTES_MAX = 256 * 1024;
/** Not the project's own, or not what serves. */
const SKIPPED =
  /^(\..*|__pycache__|node_modules|site-packages|venv|env|virtualenv|build|dist|docs?|tests?|testing|migrations|examples?|static|staticfiles|media|templates)$/;

export function readPythonFiles(folder: string): Project {
  const python: PythonFile[] = [];
  const others: string[] = [];
  const folders: string[] = [];
  const walk = (path: string, depth: number): void => {
    const entries = readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const at = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile() && entry.name.endsWith(".py")) readOne(at);
      else if (entry.isFile()) others.push(at);
      else if (entry.isDirectory()) {
        folders.push(at);
        if (depth < DEPTH_MAX && !SKIPPED.test(entry.name)) walk(at, depth + 1);
      }
    }
  };
  const readOne = (at: string): void => {
    if (python.length >= FILES_MAX || /(^|\/)(test_[^/]*|[^/]*_test|conftest|setup)\.py$/.test(at)) return;
    if (statSync(join(folder, at)).size <= BYTES_MAX) python.push({ path: at, text: readFileSync(join(folder, at), "utf8") });
  };
  walk("", 0);
  return { python, others, folders };
}

/** A project's files as text: never imported, never run, no symbolic link followed. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Project, PythonFile } from "../../generators/framework/detect/project.ts";

const DEPTH_MAX = 4;
const FILES_MAX = 2000;
const BYTES_MAX = 256 * 1024;
/** Not the project's own, or not what serves. */
const SKIPPED =
  /^(\..*|__pycache__|node_modules|site-packages|venv|env|virtualenv|build|dist|docs?|tests?|testing|migrations|examples?|static|staticfiles|media|templates)$/;
const TELLING = /(^|\/)(requirements[\w.-]*\.(txt|in)|requirements\/[\w.-]+\.(txt|in)|Procfile|pyproject\.toml|Pipfile)$/;

export function readProject(folder: string): Project {
  const python: PythonFile[] = [];
  const texts: PythonFile[] = [];
  const others: string[] = [];
  const folders: string[] = [];
  const walk = (path: string, depth: number): void => {
    const entries = readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const at = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile() && entry.name.endsWith(".py")) readPython(at);
      else if (entry.isFile()) readOther(at);
      else if (entry.isDirectory()) {
        folders.push(at);
        if (depth < DEPTH_MAX && !SKIPPED.test(entry.name)) walk(at, depth + 1);
      }
    }
  };
  const readPython = (at: string): void => {
    if (python.length >= FILES_MAX || /(^|\/)(test_[^/]*|[^/]*_test|conftest|setup)\.py$/.test(at)) return;
    const text = textOf(at);
    if (text !== null) python.push({ path: at, text });
  };
  const readOther = (at: string): void => {
    others.push(at);
    if (!TELLING.test(at) || texts.length >= FILES_MAX) return;
    const text = textOf(at);
    if (text !== null) texts.push({ path: at, text });
  };
  const textOf = (at: string): string | null => {
    const path = join(folder, at);
    return statSync(path).size <= BYTES_MAX ? readFileSync(path, "utf8").replace(/^\uFEFF/, "") : null;
  };
  walk("", 0);
  return { python, texts, others, folders };
}

/**
 * Tells which files of a project changed. One watcher a folder, since a recursive one would also
 * watch virtual environments, caches and what the app itself writes. Owns the watchers.
 */
import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { basename, join } from "node:path";

export type Watching = { close(): void };

/** Editors write a file in several steps, and save several files. */
const DEBOUNCE_MS = 100;
const FOLDERS_MAX = 2000;
const SKIPPED = /^(\..*|__pycache__|node_modules|site-packages|venv|env|virtualenv|build|dist|staticfiles|media|uploads)$/;
const CODE = /\.(py|html?|jinja2?|j2|mako|tmpl|tpl|mo)$/;
const STACK = /(^|\.)stackc?\.ya?ml$/;

/** A file that was removed is a change, too. */
export function isCode(path: string): boolean {
  return CODE.test(path) || /\/templates\/[^.][^/]*$/.test(path);
}

export function isStack(path: string): boolean {
  return STACK.test(basename(path)) || /\.stackc\.ya?ml$/.test(path);
}

export function watchProject(roots: readonly string[], changed: (paths: ReadonlySet<string>) => void): Watching {
  const watchers = new Map<string, FSWatcher>();
  let pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const note = (path: string): void => {
    pending.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = pending;
      pending = new Set();
      changed(paths);
    }, DEBOUNCE_MS);
  };

  const add = (folder: string, isNew: boolean): void => {
    if (watchers.has(folder) || watchers.size >= FOLDERS_MAX) return;
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name !== null) hear(join(folder, name));
      });
      // Removed, or its file system is gone: the one above says so.
      watcher.on("error", () => drop(folder));
      watchers.set(folder, watcher);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !SKIPPED.test(entry.name)) add(path, isNew);
        // It may have come between the folder and its watcher.
        else if (isNew && (isCode(path) || isStack(path))) note(path);
      }
    } catch {
      drop(folder);
    }
  };

  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const hear = (path: string): void => {
    if (isCode(path) || isStack(path)) return note(path);
    if (SKIPPED.test(basename(path))) return;
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) add(path, true);
    else drop(path);
  };

  for (const root of roots) add(root, false);
  return {
    close: () => {
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}

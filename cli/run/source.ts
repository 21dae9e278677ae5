/** Which stack `run` runs: the file that was named, the folder's own, or, where there is none, the app that is found in the folder. */
import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ours } from "../../generators/registry.ts";
import type { Source } from "../../schema/source.ts";
import type { App } from "../init/app.ts";
import { detectApps, FRAMEWORKS, unservableIn } from "../init/detect.ts";
import { nameOf } from "../init/init.ts";
import { readProject } from "../init/project.ts";
import { wantsOneWorker } from "../init/stack-text.ts";
import { findStackFiles, readSources } from "../read/sources.ts";
import { systemWords } from "../read/system-error.ts";

export type Found = {
  readonly source: Source;
  /** The project's folder, absolute. */
  readonly code: string;
  /** Null where there is a stack file. */
  readonly detected: { readonly app: App; readonly others: readonly App[] } | null;
};

/** Words where there is nothing to run. */
export function findSource(path: string | null): Found | string {
  try {
    if (path !== null && !isFolder(path)) return fromFile(path);
    const folder = path ?? ".";
    const files = findStackFiles(folder);
    const [only] = files;
    if (only === undefined) return detect(folder);
    return files.length === 1 ? fromFile(only) : `${folder} has several stack files, name the one you mean: ${files.join(" ")}`;
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return `cannot read ${path ?? "this folder"}: ${words}`;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function fromFile(file: string): Found | string {
  const { sources, faults } = readSources([file]);
  const [source] = sources;
  return source === undefined ? faults.join("; ") : { source, code: dirname(resolve(file)), detected: null };
}

function detect(folder: string): Found | string {
  const project = readProject(folder);
  const [app, ...rest] = detectApps(project);
  if (app === undefined) {
    const foreign = unservableIn(project).map(({ library, file }) => `; ${file} uses ${library}, which has a server of its own`);
    return `${basename(resolve(folder))} has no stack file, and no ${FRAMEWORKS} app was found in it${foreign.join("")}`;
  }
  const others = rest.filter(({ module }) => module !== app.module);
  return { source: { file: join(folder, "stack.yaml"), text: textOf(folder, app) }, code: resolve(folder), detected: { app, others } };
}

/** JSON is YAML. Nobody reads this text, and it is written nowhere. */
function textOf(folder: string, app: App): string {
  const { framework, module, root, settings, interface: stated, routes } = app;
  return JSON.stringify({
    name: nameOf(folder),
    domains: ["localhost"],
    web: { server: ours.web, tls: false },
    wsgi: { server: ours.wsgi, ...(wantsOneWorker(app) ? { workers: 1 } : {}) },
    app: {
      framework,
      module,
      root,
      ...(settings === null ? {} : { settings }),
      ...(stated === null ? {} : { interface: stated }),
      ...(routes.length === 0 ? {} : { routes: Object.fromEntries(routes.map(({ path, needs }) => [path, { [needs]: true }])) }),
    },
  });
}

/**
 * The folder of static files that an app serves by itself, read from the app's text: the web server can serve it
 * without asking the app. What is computed at run time is left alone.
 */
import { isBelow } from "../../generators/framework/detect/paths.ts";
import type { Project, PythonFile } from "../../generators/framework/detect/project.ts";
import type { StaticFolder } from "../../generators/framework/detect/static-folder.ts";
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";

/** Null where there is none, or none that can be seen. `root` is the app's folder, where it is started. */
export function staticFolderOf(
  framework: FrameworkName,
  entry: PythonFile,
  root: string,
  { folders, python }: Project,
): StaticFolder | null {
  const reader = registry.framework[framework].detect.staticFolder;
  const file = reader === null ? null : makerOf(reader.makes, entry, root, python);
  const stated = file === null ? null : (reader?.read(file, root) ?? null);
  if (stated === null || !/^\/(?:[\w.~@+-]+\/)+$/.test(stated.url) || !folders.includes(stated.folder)) return null;
  // A file of the language lies below the app's root.
  return isBelow(root, stated.folder) ? stated : null;
}

/** wsgi.py often only imports the app: what makes it then is the one other file that does. */
function makerOf(makes: RegExp, entry: PythonFile, root: string, python: readonly PythonFile[]): PythonFile | null {
  if (makes.test(entry.text)) return entry;
  const makers = python.filter(({ path, text }) => isBelow(root, path) && makes.test(text));
  return makers.length === 1 ? (makers[0] ?? null) : null;
}

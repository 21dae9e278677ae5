/**
 * The folder of static files that an app serves by itself, read from the app's text: the web server can serve it
 * without asking the app. What is computed at run time is left alone.
 */
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { argumentsAt, keyword, literal } from "./arguments.ts";
import { folderOf, isBelow } from "./paths.ts";
import type { Project, PythonFile } from "./project.ts";

export type StaticFolder = {
  /** `/static/`. */
  readonly url: string;
  /** Relative to the project. */
  readonly folder: string;
};

/** Null where there is none, or none that can be seen. `root` is the app's folder, where it is started. */
export function staticFolderOf(
  framework: FrameworkName,
  entry: PythonFile,
  root: string,
  { folders, python }: Project,
): StaticFolder | null {
  const file = makerOf(framework, entry, root, python);
  const stated = file === null ? null : (READERS[framework]?.(file, root) ?? null);
  if (stated === null || !/^\/(?:[\w.~@+-]+\/)+$/.test(stated.url) || !folders.includes(stated.folder)) return null;
  // A file of the language lies below the app's root.
  return isBelow(root, stated.folder) ? stated : null;
}

const MAKES: Readonly<Partial<Record<FrameworkName, RegExp>>> = { flask: /\bFlask\(/, tornado: /\bstatic_path\b/, asgi: /\bStaticFiles\(/ };

/** wsgi.py often only imports the app: what makes it then is the one other file that does. */
function makerOf(framework: FrameworkName, entry: PythonFile, root: string, python: readonly PythonFile[]): PythonFile | null {
  const pattern = MAKES[framework];
  if (pattern === undefined || pattern.test(entry.text)) return entry;
  const makers = python.filter(({ path, text }) => isBelow(root, path) && pattern.test(text));
  return makers.length === 1 ? (makers[0] ?? null) : null;
}

type Reader = (file: PythonFile, root: string) => StaticFolder | null;

const READERS: Readonly<Partial<Record<FrameworkName, Reader>>> = { flask: flaskStatic, tornado: tornadoStatic, asgi: mountedStatic };

/** Flask's own: `static` beside the module, at `/static/` (flask.Flask, `static_folder` and `static_url_path`). */
function flaskStatic({ path, text }: PythonFile): StaticFolder | null {
  const calls = [...text.matchAll(/\bFlask\(/g)];
  const [call] = calls;
  if (call === undefined || calls.length > 1) return null;
  const [name, ...rest] = argumentsAt(text, call.index + call[0].length);
  const named = rest.map((argument) => /^(\w+)\s*=\s*(.*)$/s.exec(argument));
  if (name !== "__name__" || named.includes(null)) return null;
  const stated = new Map(named.map((match) => [match?.[1], match?.[2] ?? ""]));
  if (stated.has("root_path")) return null;
  const folder = literal(stated.get("static_folder") ?? '"static"')?.replace(/\/+$/, "");
  if (folder === undefined) return null;
  const url = literal(stated.get("static_url_path") ?? `"/${folder.slice(folder.lastIndexOf("/") + 1)}"`);
  return url === null ? null : placed(url, folderOf(path), folder);
}

const HERE = String.raw`os\.path\.dirname\((?:os\.path\.(?:abspath|realpath)\(__file__\)|__file__)\)`;
const TEXT = String.raw`['"][^'"\\{}]*['"]`;
/** What `static_path` is set to: beside the module by os.path or pathlib, or a text, which is below the folder where the app is started. */
const STATIC_PATH: readonly (readonly [form: RegExp, from: "module" | "root"])[] = [
  [new RegExp(String.raw`^os\.path\.join\(\s*${HERE}\s*,\s*(${TEXT}(?:\s*,\s*${TEXT})*)\s*\)\s*[,)}\n]`), "module"],
  [
    new RegExp(
      String.raw`^(?:str\()?(?:pathlib\.)?Path\(__file__\)(?:\.(?:resolve|absolute)\(\))?\.parent((?:\s*/\s*${TEXT})+)\)?\s*[,)}\n]`,
    ),
    "module",
  ],
  [new RegExp(String.raw`^(${TEXT})\s*[,)}\n]`), "root"],
];

/** tornado.web.Application, settings `static_path` and `static_url_prefix`. */
function tornadoStatic({ path, text }: PythonFile, root: string): StaticFolder | null {
  const [value, ...others] = settingsOf(text, "static_path");
  const [prefix = '"/static/"', ...prefixes] = settingsOf(text, "static_url_prefix");
  const url = literal(/^[^,)}\n]*/.exec(prefix)?.[0] ?? "");
  if (value === undefined || url === null || others.length + prefixes.length > 0) return null;
  for (const [form, from] of STATIC_PATH) {
    const [, texts] = form.exec(value) ?? [];
    const parts = [...(texts ?? "").matchAll(/(['"])(.*?)\1/g)].map(([, , part = ""]) => part);
    if (parts.length > 0) return placed(url, from === "root" ? root : folderOf(path), parts.join("/"));
  }
  return null;
}

/** What follows `name=`, `"name":` and the like, to the end of the text. */
function settingsOf(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(String.raw`^[^#\n]*?\b${name}['"]?\]?\s*(?:=(?!=)|:)\s*`, "gm"))].map(({ 0: all, index }) =>
    text.slice(index + all.length),
  );
}

function placed(url: string, from: string, path: string): StaticFolder | null {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") || parts.length === 0 || !parts.every((part) => /^[\w][\w.@+-]*$/.test(part))) return null;
  const folder = parts.join("/");
  return { url: url.endsWith("/") ? url : `${url}/`, folder: from === "." ? folder : `${from}/${folder}` };
}

/** Starlette's `app.mount("/static", StaticFiles(directory="static"))`, and `Mount("/static", StaticFiles(...))`. */
function mountedStatic({ text }: PythonFile, root: string): StaticFolder | null {
  const mounts = [...text.matchAll(/\b(?:\w+\.mount|Mount)\(/g)].map((match) => argumentsAt(text, match.index + match[0].length));
  const [files, ...others] = mounts.filter((given) => given.some((argument) => /\bStaticFiles\(/.test(argument)));
  if (files === undefined || others.length > 0) return null;
  const url = literal(files[0] ?? "") ?? literal(keyword(files, "path") ?? "");
  const call = files.find((argument) => /\bStaticFiles\(/.test(argument)) ?? "";
  const given = argumentsAt(call, call.indexOf("StaticFiles(") + "StaticFiles(".length);
  // An index page of a folder is not the web server's to make.
  if (url === null || keyword(given, "html") !== null || keyword(given, "packages") !== null) return null;
  const folder = literal(keyword(given, "directory") ?? given.find((argument) => !/^\w+\s*=/.test(argument)) ?? "");
  return folder === null ? null : placed(url, root, folder);
}

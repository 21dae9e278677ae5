/**
 * The folder of static files that Flask or Tornado serves by itself, read from the app's text: the web server can serve it
 * without asking the app. What is computed at run time is left alone.
 */
import type { FrameworkName } from "../../generators/plan/plan.ts";
import type { Project, PythonFile } from "./python-files.ts";

export type StaticFolder = {
  /** `/static/`. */
  readonly url: string;
  /** Relative to the project. */
  readonly folder: string;
};

/** Null where there is none, or none that can be seen. `root` is the app's folder, where it is started. */
export function staticFolderOf(framework: FrameworkName, file: PythonFile, root: string, { folders }: Project): StaticFolder | null {
  const stated = framework === "flask" ? flaskStatic(file) : framework === "tornado" ? tornadoStatic(file, root) : null;
  if (stated === null || !/^\/(?:[\w.~@+-]+\/)+$/.test(stated.url) || !folders.includes(stated.folder)) return null;
  // A file of the language lies below the app's root.
  return root === "." || stated.folder.startsWith(`${root}/`) ? stated : null;
}

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

function literal(expression: string): string | null {
  return /^(['"])([^'"\\]*)\1$/.exec(expression.trim())?.[2] ?? null;
}

/** The arguments of a call, from behind its parenthesis. Strings and brackets are kept whole, comments left out. */
function argumentsAt(text: string, start: number): string[] {
  const found = [""];
  let depth = 0;
  for (const [token] of text.slice(start).matchAll(/(['"])(?:\\.|(?!\1)[^\\\n])*\1|#[^\n]*|[\s\S]/g)) {
    if (/^[)\]}]$/.test(token) && depth-- === 0) break;
    if (/^[([{]$/.test(token)) depth += 1;
    if (token === "," && depth === 0) found.push("");
    else if (!token.startsWith("#")) found[found.length - 1] += token;
  }
  return found.map((argument) => argument.trim()).filter((argument) => argument !== "");
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

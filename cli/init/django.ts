/** A Django project: its entry module, the settings that serve visitors, and what those settings say. */

import type { App } from "./app.ts";
import { argumentsAt, literal } from "./arguments.ts";
import { variablesOf } from "./environment.ts";
import { folderOf, isBelow, joinPath, moduleOf, rootOf } from "./paths.ts";
import { programsOf } from "./processes.ts";
import type { Project, PythonFile } from "./project.ts";
import { requirementsOf } from "./requirements.ts";
import { routesOf } from "./routes.ts";
import { ownMemoryOf } from "./several-workers.ts";
import type { StaticFolder } from "./static-folder.ts";

const SETTINGS = /DJANGO_SETTINGS_MODULE['"]\s*(?:,|\]\s*=)\s*['"]([A-Za-z_][\w.]*)['"]/;

export function detectDjango(project: Project): readonly App[] {
  const managed = project.python.filter(({ path }) => /(^|\/)manage\.py$/.test(path)).flatMap((file) => describeManaged(file, project));
  if (managed.length > 0) return managed;
  // A project that has lost its manage.py still has its entry module.
  return project.python.filter(isEntry("wsgi")).flatMap((file) => {
    const settings = SETTINGS.exec(file.text)?.[1];
    const root = rootOf(file.path, project);
    return settings === undefined ? [] : [describe({ root, wsgi: file, asgi: null, settings, at: file }, project)];
  });
}

type Entry = {
  readonly root: string;
  readonly wsgi: PythonFile | null;
  readonly asgi: PythonFile | null;
  readonly settings: string;
  readonly at: PythonFile;
};

function isEntry(kind: "wsgi" | "asgi"): (file: PythonFile) => boolean {
  return ({ path, text }) => new RegExp(`(^|/)${kind}\\.py$`).test(path) && new RegExp(`\\bget_${kind}_application\\b`).test(text);
}

/** manage.py names settings; wsgi.py and asgi.py stand beside them, in a package above, or anywhere below. */
function describeManaged(manage: PythonFile, project: Project): readonly App[] {
  const managed = SETTINGS.exec(manage.text)?.[1];
  if (managed === undefined) return [];
  const root = folderOf(manage.path);
  const [wsgi, asgi] = [entryOf("wsgi", managed, root, project), entryOf("asgi", managed, root, project)];
  const first = wsgi ?? asgi;
  if (first === null) return [];
  // manage.py is a developer's; what a server imports says which settings serve.
  const settings = (wsgi ?? first).text.match(SETTINGS)?.[1] ?? managed;
  return [describe({ root, wsgi, asgi, settings, at: manage }, project)];
}

function entryOf(kind: "wsgi" | "asgi", settings: string, root: string, project: Project): PythonFile | null {
  const parts = settings.split(".");
  for (let length = parts.length - 1; length >= 0; length--) {
    const path = joinPath(root, [...parts.slice(0, length), `${kind}.py`].join("/"));
    const file = project.python.find((other) => other.path === path);
    if (file !== undefined) return file;
  }
  return project.python.find((file) => isBelow(root, file.path) && isEntry(kind)(file)) ?? null;
}

function describe({ root, wsgi, asgi, settings, at }: Entry, project: Project): App {
  const files = settingsFiles(settings, root, project);
  const text = files.map((file) => file.text).join("\n");
  const wantsAsgi = asgi !== null && (wsgi === null || isChannels(asgi, text));
  const entry = wantsAsgi ? asgi : (wsgi ?? at);
  const { routes, unread } = wantsAsgi ? routesOf("channels", root, project) : { routes: [], unread: [] };
  const programs = programsOf(root, project);
  const variables = variablesOf(files);
  const sqlite = /django\.db\.backends\.sqlite3/.test(text) && !/STATE_DIRECTORY/.test(text);
  return {
    framework: "django",
    module: `${moduleOf(entry.path, root)}:${nameIn(entry)}`,
    interface: wantsAsgi ? "asgi" : null,
    root,
    settings,
    requirements: requirementsOf(root, project),
    static: folderNamed("STATIC", text) ?? { url: "/static/", folder: "staticfiles" },
    media: folderNamed("MEDIA", text),
    secrets: secretsOf(variables, text),
    variables: variables.filter(({ secret }) => !secret).map(({ name }) => name),
    ownMemory: [...ownMemoryOf(root, project), ...(/\bInMemoryChannelLayer\b/.test(text) ? (["channel-layer"] as const) : [])],
    routes,
    processes: programs.processes,
    release: programs.release.length > 0 ? programs.release : sqlite || !/\bDATABASES\b|DATABASE_URL/.test(text) ? [] : [MIGRATE],
    file: `${entry.path}:1`,
    notes: [
      ...(sqlite
        ? [
            "its SQLite file lies in the code's folder, which a release replaces and the app may not write: docs/paths.md says where it belongs",
          ]
        : []),
      ...unread.map((place) => `${place}: a websocket whose path cannot be read; state it as routes: { /PATH: { websocket: true } }`),
    ],
  };
}

const MIGRATE = "python manage.py migrate --noinput";

/** The settings module with what it takes in by `import *`, as files. */
function settingsFiles(module: string, root: string, project: Project): readonly PythonFile[] {
  const found: PythonFile[] = [];
  const look = (path: string): void => {
    const file = project.python.find((other) => other.path === `${path}.py` || other.path === `${path}/__init__.py`);
    if (file === undefined || found.includes(file)) return;
    found.push(file);
    for (const [, dots = "", name = ""] of file.text.matchAll(/^from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+\(?[ \t]*\*/gm)) {
      const inside = name.replaceAll(".", "/");
      if (dots === "") look(joinPath(root, inside));
      else look(joinPath(upFrom(file.path, dots.length), inside).replace(/\/$/, ""));
    }
  };
  look(joinPath(root, module.replaceAll(".", "/")));
  return found;
}

function upFrom(path: string, dots: number): string {
  const parts = path.split("/").slice(0, -dots);
  return parts.length === 0 ? "." : parts.join("/");
}

/** Whether the project is made for ASGI: Channels and Daphne say so in settings, or asgi.py routes by protocol. */
function isChannels({ text: entry }: PythonFile, settings: string): boolean {
  return (
    /\bProtocolTypeRouter\b/.test(entry) || /^ASGI_APPLICATION\s*=/m.test(settings) || /^\s*['"](?:channels|daphne)['"]/m.test(settings)
  );
}

function nameIn({ text }: PythonFile): string {
  return /^application\s*[:=]/m.test(text) || !/^app\s*[:=]/m.test(text) ? "application" : "app";
}

/** A key that settings read by another name stands for Django's own. */
function secretsOf(variables: ReturnType<typeof variablesOf>, text: string): readonly string[] {
  const required = variables.filter(({ required, secret }) => required && secret).map(({ name }) => name);
  const [, ownKey] = /^SECRET_KEY\s*=.*?['"]([A-Z][A-Z0-9_]*)['"]/m.exec(text) ?? [];
  const key = ownKey !== undefined && variables.some(({ name }) => name === ownKey) ? ownKey : "SECRET_KEY";
  return [...new Set([key, ...required])];
}

/** `STATIC_URL` and `STATIC_ROOT`, where both can be read: a folder below BASE_DIR. */
function folderNamed(kind: "STATIC" | "MEDIA", text: string): StaticFolder | null {
  const stated = (name: string): string | null =>
    new RegExp(String.raw`^${kind}_${name}\s*(?::[^=\n]+)?=\s*(.+)$`, "m").exec(text)?.[1] ?? null;
  const [url, root] = [stated("URL"), stated("ROOT")];
  if (root === null) return null;
  const folder = belowBase(root);
  const path = url === null ? null : literal(url);
  if (folder === null || (url !== null && path === null)) return null;
  const whole = `/${(path ?? kind.toLowerCase()).replace(/^\/|\/$/g, "")}/`;
  return /^\/(?:[\w.~@+-]+\/)+$/.test(whole) && /^[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(folder) ? { url: whole, folder } : null;
}

function belowBase(expression: string): string | null {
  const text = expression
    .replace(/\s*#.*$/, "")
    .replace(/^str\((.*)\)$/, "$1")
    .trim();
  const [joined] = /^os\.path\.join\(/.exec(text) ?? [];
  const parts = joined === undefined ? text.split("/").map((part) => part.trim()) : argumentsAt(text, joined.length);
  const [base = "", ...rest] = /^['"]/.test(text) ? ["", literal(text) ?? "/"] : parts;
  // By slashes between quotes: BASE_DIR / "a/b" is two parts to the split above.
  const below = /^['"]/.test(text)
    ? rest.join("/")
    : joined === undefined
      ? slashed(text)
      : rest.map((part) => literal(part) ?? "/").join("/");
  if (below === null || below.startsWith("/") || below.includes("//") || (base === "" && !/^['"]/.test(text))) return null;
  return below.replace(/\/$/, "");
}

/** `BASE_DIR / "public" / "static"`, also `BASE_DIR.joinpath("x")`. */
function slashed(text: string): string | null {
  const [, rest] = /^(?:[A-Za-z_]\w*)((?:\s*\/\s*(?:'[^'"]*'|"[^'"]*"))+)$/.exec(text) ?? [];
  if (rest === undefined) return null;
  return [...rest.matchAll(/(['"])(.*?)\1/g)].map(([, , part = ""]) => part).join("/");
}

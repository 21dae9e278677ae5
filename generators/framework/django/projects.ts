/** A Django project: its entry module, the settings that serve visitors, and what those settings say. */
import type { FoundProject } from "../detect/detection.ts";
import { folderOf, isBelow, joinPath, rootOf } from "../detect/paths.ts";
import type { Project, PythonFile } from "../detect/project.ts";
import { folderNamed } from "./settings-folders.ts";
import { MIGRATE } from "./suggests.ts";

const SETTINGS = /DJANGO_SETTINGS_MODULE['"]\s*(?:,|\]\s*=)\s*['"]([A-Za-z_][\w.]*)['"]/;

export function projectsIn(project: Project): readonly FoundProject[] {
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
function describeManaged(manage: PythonFile, project: Project): readonly FoundProject[] {
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

function describe({ root, wsgi, asgi, settings, at }: Entry, project: Project): FoundProject {
  const files = settingsFiles(settings, root, project);
  const text = files.map((file) => file.text).join("\n");
  const wantsAsgi = asgi !== null && (wsgi === null || isChannels(asgi, text));
  const entry = wantsAsgi ? asgi : (wsgi ?? at);
  const sqlite = /django\.db\.backends\.sqlite3/.test(text) && !/STATE_DIRECTORY/.test(text);
  return {
    root,
    entry,
    name: nameIn(entry),
    interface: wantsAsgi ? "asgi" : null,
    settings,
    settingsFiles: files,
    static: folderNamed("STATIC", text) ?? { url: "/static/", folder: "staticfiles" },
    media: folderNamed("MEDIA", text),
    keyVariable: /^SECRET_KEY\s*=.*?['"]([A-Z][A-Z0-9_]*)['"]/m.exec(text)?.[1] ?? null,
    ownChannels: /\bInMemoryChannelLayer\b/.test(text),
    release: sqlite || !/\bDATABASES\b|DATABASE_URL/.test(text) ? [] : [MIGRATE],
    notes: sqlite ? [SQLITE] : [],
  };
}

const SQLITE =
  "its SQLite file lies in the code's folder, which a release replaces and the app may not write: docs/paths.md says where it belongs";

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

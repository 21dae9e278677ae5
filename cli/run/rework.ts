/**
 * What `run` reads differently from what the file says, before anything is checked or planned. Pure.
 *
 * The servers are ours unless asked otherwise, plain http unless asked otherwise; nothing stands in
 * front. A developer's comforts, which `--as-written` leaves out: no cache and no error pages between
 * the app and the browser, and a framework that can serve its static files does so.
 */
import { frontsOf } from "../../generators/link/pairings.ts";
import type { WebName, WsgiName } from "../../generators/plan/plan.ts";
import { ours, registry } from "../../generators/registry.ts";
import { type Data, isList, isMap } from "../../schema/source.ts";

export type Wishes = {
  readonly web: WebName | null;
  readonly wsgi: WsgiName | null;
  readonly asWritten: boolean;
  readonly https: boolean;
  /** The project's folder. */
  readonly code: string;
  /** The interpreter for an app that states none, by its root. */
  readonly pythonOf: (root: string) => string;
  /** That of a virtual environment which is there: it has the requirements, which a stated interpreter has not. */
  readonly virtualenvPythonOf: (root: string) => string | null;
};

type Map = { readonly [key: string]: Data };

/** What is no map is left for the compiler to complain about. */
export function rework(data: Data, wishes: Wishes): Data {
  if (!isMap(data)) return data;
  const changed = without(data, ["edge"]);
  return {
    ...changed,
    ...over(data.web, (web) => ({ web: reworkWeb(web, wishes) })),
    ...over(data.wsgi, (wsgi) => ({ wsgi: reworkWsgi(wsgi, wishes) })),
    ...over(data.app, (app) => ({ app: reworkApp(app, wishes) })),
    ...(isList(data.apps) ? { apps: data.apps.map((app) => (isMap(app) ? reworkMember(app, wishes) : app)) } : {}),
  };
}

function over(data: Data | undefined, make: (map: Map) => Map): Map {
  return isMap(data) ? make(data) : {};
}

function without(map: Map, keys: readonly string[]): Map {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

function reworkMember(app: Map, wishes: Wishes): Map {
  return { ...reworkApp(app, wishes), ...over(app.wsgi, (wsgi) => ({ wsgi: reworkWsgi(wsgi, wishes) })) };
}

/** The web server that goes with the WSGI server that was asked for. */
function frontFor(wsgi: WsgiName): WebName | undefined {
  const fronts = frontsOf(registry.wsgi[wsgi], registry);
  return fronts.includes(ours.web) ? ours.web : fronts[0];
}

function reworkWeb(web: Map, { web: asked, wsgi, asWritten, https }: Wishes): Map {
  const server = asked ?? (asWritten ? web.server : frontFor(wsgi ?? ours.wsgi));
  const same = server === web.server;
  const kept = without(web, ["listen", "tls", ...(same ? [] : ["version", "modules"]), ...(asWritten ? [] : ["cache", "errors"])]);
  // Another server may lack Brotli's module; what is not compressed so is compressed by gzip.
  const compression = same || hasBrotli(server) || !isMap(web.compression) ? {} : { compression: { ...web.compression, brotli: false } };
  return {
    ...kept,
    ...compression,
    ...(server === undefined ? {} : { server }),
    tls: https ? encrypted(web.tls) : false,
    logs: { ...(isMap(web.logs) ? web.logs : {}), access: "json" },
  };
}

/** What is no web server's name is the compiler's to refuse. */
function hasBrotli(server: Data | undefined): boolean {
  return Object.values(registry.web).some(({ name, behaviour }) => name === server && behaviour.hasBrotli);
}

/** HSTS would bind the browser's `localhost` to https for a year. */
function encrypted(tls: Data | undefined): Map {
  const stated = isMap(tls) ? without(tls, ["acme", "cert_file", "key_file", "stapling"]) : {};
  return { ...stated, certificate: "internal", hsts: false };
}

/** Two, so that what an app keeps in one process's memory is noticed here and not after the first release. */
const WORKERS = 2;

function reworkWsgi(wsgi: Map, { wsgi: asked, asWritten }: Wishes): Map {
  const server = asked ?? (asWritten ? wsgi.server : ours.wsgi);
  const kept = server === wsgi.server ? wsgi : without(wsgi, ["version", "command", "protocol"]);
  return { workers: WORKERS, ...kept, ...(server === undefined ? {} : { server }) };
}

function reworkApp(app: Map, wishes: Wishes): Map {
  const { asWritten, code } = wishes;
  const root = typeof app.root === "string" ? app.root : ".";
  const folder = below(code, root);
  return {
    ...app,
    ...pythonFor(app, folder, wishes),
    ...over(app.media, (media) => ({ media: reworkMedia(media, folder) })),
    ...(asWritten ? {} : over(app.static, (files) => ({ static: reworkStatic(files, app) }))),
  };
}

/** With `requirements` the host makes a virtual environment of the stated one; here nobody does. */
export function pythonFor(
  app: Map,
  folder: string,
  { pythonOf, virtualenvPythonOf }: Pick<Wishes, "pythonOf" | "virtualenvPythonOf">,
): Map {
  if (app.python === undefined) return { python: pythonOf(folder) };
  const made = app.requirements === undefined ? null : virtualenvPythonOf(folder);
  return made === null ? {} : { python: made };
}

/** Uploads stay with the project: our own folder is gone when we are. */
function reworkMedia(media: Map, folder: string): Map {
  return mapValues(media, (value) => {
    if (typeof value === "string") return below(folder, value);
    return isMap(value) && typeof value.folder === "string" ? { ...value, folder: below(folder, value.folder) } : value;
  });
}

function reworkStatic(files: Map, app: Map): Map {
  const own = ownStatic(app);
  return mapValues(without(files, own === null ? [] : [own]), (value, url) => {
    if (!url.endsWith("/") || (isMap(value) && value.hashed === true)) return value;
    if (typeof value === "string") return { folder: value, cache: "0s" };
    return isMap(value) ? { ...value, cache: "0s" } : value;
  });
}

/** The URL below which the app itself serves static files under `run`: the one that its framework is told of. */
export function ownStatic({ framework, mount, static: files }: Map): string | null {
  const layer = Object.values(registry.framework).find(({ name }) => name === framework);
  if (layer?.local.servesStatic !== true || (mount !== undefined && mount !== "/") || !isMap(files)) return null;
  const folders = Object.keys(files).filter((url) => url.endsWith("/"));
  return folders.includes("/static/") ? "/static/" : (folders[0] ?? null);
}

export function mapValues(map: Map, change: (value: Data, key: string) => Data): Map {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

export function below(folder: string, path: string): string {
  if (path.startsWith("/")) return path;
  const relative = path.replace(/^(\.\/)+/, "");
  return relative === "." || relative === "" ? folder : `${folder}/${relative}`;
}

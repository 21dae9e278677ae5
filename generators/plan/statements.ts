/** What stack.yaml says about single URL paths, gathered from everywhere it says so. */

import { below } from "../../schema/path.ts";
import type { Stack } from "../../schema/stack.generated.ts";
import { parseRate, sizeBytes, timeMs } from "../../schema/units.ts";
import type { Report } from "../report.ts";
import type { AppSource } from "./app-sources.ts";
import { coveringPaths } from "./covering-paths.ts";
import { seconds } from "./input.ts";
import { folderBelow, projectFile } from "./paths.ts";
import type { Access, Cache, Paths, Rate, Serve } from "./plan.ts";

export type Statement = {
  readonly path: string;
  readonly exact: boolean;
  readonly at: string;
  readonly serve?: Serve;
  readonly route?: { readonly stream: boolean; readonly websocket: boolean };
  readonly bodyBytes?: number;
  readonly requestTimeS?: number;
  readonly rate?: Rate;
  readonly access?: Access;
  readonly cache?: Cache;
};

/** A stream or websocket lives this long when nothing is said: an hour, as browsers reconnect by themselves. */
const STREAM_S = 3600;

export function gatherStatements(stack: Stack, apps: readonly AppSource[], paths: Paths, report: Report): Statement[] {
  const statements = [...apps.flatMap((app) => appStatements(app, paths, report)), ...siteStatements(stack, paths)];
  reportClashes(statements, report);
  return statements;
}

function appStatements(app: AppSource, paths: Paths, report: Report): Statement[] {
  const { source, at, name, mount } = app;
  const statements: Statement[] = [{ path: mount, exact: false, at, serve: { kind: "app", app: name, stream: false, websocket: false } }];
  reportHidden(app, report);
  if (app.health !== null)
    statements.push({ path: app.health.path, exact: true, at: below(at, "health"), serve: { kind: "health", app: name } });
  for (const [path, folder] of Object.entries(source.static)) {
    const place = {
      at: below(at, "static", path),
      cacheS: Math.round(timeMs(folder.cache) / 1000),
      hashed: folder.hashed,
    };
    statements.push(fileStatement(path, folderBelow(app.root, folder.folder), place, report));
  }
  for (const [path, media] of Object.entries(source.media)) {
    const folder = folderBelow(paths.state, media.folder);
    const cacheS = media.cache === false ? 0 : seconds(media.cache);
    const serve: Serve = media.protected ? { kind: "protected", folder, app: name } : { kind: "media", folder, cacheS };
    statements.push({ path: withSlash(path), exact: false, at: below(at, "media", path), serve });
  }
  for (const [path, route] of Object.entries(source.routes)) {
    reportOutside(path, app, report);
    const { stream, websocket } = route;
    const time = route.request_time ?? (stream || websocket ? `${STREAM_S}s` : undefined);
    statements.push({
      path,
      exact: false,
      at: below(at, "routes", path),
      route: { stream, websocket },
      ...(route.body === undefined ? {} : { bodyBytes: sizeBytes(route.body) }),
      ...(time === undefined ? {} : { requestTimeS: seconds(time) }),
    });
  }
  return statements;
}

/** Paths are those that users see; another app's pages are not this one's to change. */
function reportOutside(path: string, { at, mount }: AppSource, report: Report): void {
  if (mount === "/" || coveringPaths(path).includes(mount)) return;
  report({
    code: "route-outside-mount",
    layer: "plan",
    at: below(at, "routes", path),
    message: `${path} is not below ${mount}, where this app is mounted`,
    help: `write the path as users see it: "${mount}${path}"`,
    related: [{ at: below(at, "mount"), message: "mounted here" }],
  });
}

type FilePlace = { readonly at: string; readonly cacheS: number; readonly hashed: boolean };

/** `/static/: folder` serves all below a folder, `/favicon.ico: file` one file. */
function fileStatement(path: string, target: string, { at, cacheS, hashed }: FilePlace, report: Report): Statement {
  if (path.endsWith("/")) return { path, exact: false, at, serve: { kind: "static", folder: target, hashed, cacheS } };
  // Names below /.well-known/ are others' choice (RFC 8615): `apple-app-site-association`, `matrix/server`.
  if (!path.slice(path.lastIndexOf("/")).includes(".") && !path.startsWith("/.well-known/"))
    report({
      code: "static-no-slash",
      layer: "plan",
      at,
      message: `${path} without a slash at its end is a single file, and has no file's name`,
      help: `write "${path}/" to serve all files of the folder`,
    });
  return { path, exact: true, at, serve: { kind: "file", file: target, cacheS } };
}

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);

function siteStatements(stack: Stack, paths: Paths): Statement[] {
  const { web } = stack;
  const rates = Object.entries(web.limits.rate).map(([path, rule], i): Statement => {
    const at = below("web.limits.rate", path);
    const { count, perS } = parseRate(rule.rate);
    return { path, exact: false, at, rate: { zone: `rate${i + 1}`, count, perS, burst: rule.burst ?? count * 2, at } };
  });
  const accesses = Object.entries(web.access).map(([path, rule]): Statement => {
    const at = below("web.access", path);
    const auth = rule.basic_auth;
    const basicAuth = auth === undefined ? null : { realm: auth.realm, usersFile: projectFile(paths, auth.users_file) };
    return {
      path,
      exact: false,
      at,
      access: { allow: rule.allow ?? [], deny: rule.deny ?? [], basicAuth, satisfy: rule.satisfy, at },
    };
  });
  const caches = Object.entries(web.cache).map(([path, rule]): Statement => {
    const at = below("web.cache", path);
    return {
      path,
      exact: false,
      at,
      cache: { timeS: seconds(rule.time), staleS: timeMs(rule.stale) / 1000, at },
    };
  });
  // A path that is not logged has a row of its own, so that a web server can say so there.
  const quiet = web.logs.exclude.map((path, i): Statement => ({ path, exact: false, at: below("web.logs.exclude", i) }));
  return [...rates, ...accesses, ...caches, ...quiet];
}

/** The glue answers the probe itself: at the app's own front page it would be all that anybody gets. */
function reportHidden({ at, health, mount }: AppSource, report: Report): void {
  if (health?.path !== mount) return;
  report({
    code: "url-clash",
    layer: "plan",
    at: below(at, "health", "path"),
    message: `${mount} is the app's front page, and the answer to probes would stand in its place`,
    help: "leave the path out: /healthz is answered without the app; a `check` of the app's own says whether it can work",
  });
}

/** One URL path is served by one thing. */
function reportClashes(statements: readonly Statement[], report: Report): void {
  const served = new Map<string, Statement>();
  const mounts = new Map(statements.flatMap(({ path, serve }) => (serve?.kind === "app" ? [[serve.app, path]] : [])));
  for (const statement of statements) {
    if (statement.serve === undefined) continue;
    const key = `${statement.exact ? "=" : "^"}${statement.path}`;
    const first = served.get(key);
    if (first === undefined) served.set(key, statement);
    else if (!followsFromMount(first.serve, statement.serve, mounts))
      report({
        code: "url-clash",
        layer: "plan",
        at: pathAt(statement),
        message: `${statement.path} is served twice`,
        help: "give one of the two another path",
        related: [{ at: pathAt(first), message: "served here already" }],
      });
  }
}

/** Two apps at one mount have the health path that follows from it in common, too: said once, of the mount. */
function followsFromMount(first: Serve | undefined, second: Serve, mounts: ReadonlyMap<string, string>): boolean {
  return first?.kind === "health" && second.kind === "health" && mounts.get(first.app) === mounts.get(second.app);
}

/** Where a statement says its URL path: an app may be a whole block of lines, and the path one word of it. */
export function pathAt({ at, serve }: Statement): string {
  if (serve?.kind === "app") return below(at, "mount");
  return serve?.kind === "health" ? below(at, "path") : at;
}

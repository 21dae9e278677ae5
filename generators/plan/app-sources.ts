/**
 * The two ways to write apps, made one: `app` + `wsgi` is the short form for a single app at
 * `/`, named `app`.
 */

import { below } from "../../schema/path.ts";
import type { App, MountedApp, Stack, Wsgi } from "../../schema/stack.generated.ts";
import type { Report } from "../report.ts";
import { folderBelow } from "./paths.ts";
import type { Paths } from "./plan.ts";

export type AppSource = {
  readonly name: string;
  /** `/` or a path without a slash at its end. */
  readonly mount: string;
  readonly at: string;
  readonly wsgiAt: string;
  readonly source: App | MountedApp;
  readonly wsgi: Wsgi;
  readonly root: string;
  readonly health: { readonly path: string; readonly check: string | null } | null;
};

export function appSources(stack: Stack, paths: Paths, report: Report): AppSource[] {
  const sources = stack.apps === undefined ? shortForm(stack) : stack.apps.map(longForm);
  reportDoubles(sources, report);
  return sources.map((app) => ({
    ...app,
    root: folderBelow(paths.code, app.source.root),
    health: healthOf(app.source, app.mount),
  }));
}

type Bare = Omit<AppSource, "root" | "health">;

function shortForm({ app, wsgi }: Stack): Bare[] {
  if (app === undefined || wsgi === undefined) return [];
  return [{ name: "app", mount: "/", at: "app", wsgiAt: "wsgi", source: app, wsgi }];
}

function longForm(app: MountedApp, i: number): Bare {
  const at = `apps[${i}]`;
  const mount = app.mount.replace(/\/+$/, "") || "/";
  return { name: app.name, mount, at, wsgiAt: `${at}.wsgi`, source: app, wsgi: app.wsgi };
}

function healthOf({ health }: App, mount: string): AppSource["health"] {
  if (health === false) return null;
  return { path: health?.path ?? `${mount === "/" ? "" : mount}/healthz`, check: health?.check ?? null };
}

function reportDoubles(apps: readonly Bare[], report: Report): void {
  const names = new Map<string, Bare>();
  for (const app of apps) {
    const first = names.get(app.name);
    if (first === undefined) names.set(app.name, app);
    else
      report({
        code: "app-twice",
        layer: "plan",
        at: below(app.at, "name"),
        message: `two apps are named ${app.name}`,
        help: "an app's name is also its service's and its socket's: give each its own",
        related: [{ at: below(first.at, "name"), message: "first used here" }],
      });
  }
}

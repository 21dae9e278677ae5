/**
 * What the web server's own user reads of a release, whose code is closed to it; and where it or root writes in a
 * folder in which the app may write, too.
 */
import { webLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import type { Plan } from "../../plan/plan.ts";

/** A path below the release, and where stack.yaml names it. */
export type Read = { readonly path: string; readonly at: string };

/** For everybody's eyes: static files, and the project's own pages. */
export function handedOut(plan: Plan): readonly Read[] {
  const { web, locations } = plan;
  const files = locations.flatMap(({ serve, at }) => {
    if (serve.kind === "static") return [{ path: serve.folder, at }];
    return serve.kind === "file" ? [{ path: serve.file, at }] : [];
  });
  const pages = web.errors.map(({ file, at }) => ({ path: file, at }));
  const { page } = web.maintenance;
  return below(plan, [...files, ...pages, ...(page === null ? [] : [{ path: page, at: "web.maintenance" }])]);
}

/** Names and passwords, for the web server alone. */
export function usersFiles(plan: Plan): readonly Read[] {
  return below(
    plan,
    plan.locations.flatMap(({ access }) => (access?.basicAuth ? [{ path: access.basicAuth.usersFile, at: access.at }] : [])),
  );
}

function below({ paths }: Plan, reads: readonly Read[]): readonly Read[] {
  const start = `${paths.release}/`;
  const inside = reads.filter(({ path }) => path.startsWith(start)).map(({ path, at }) => ({ path: path.slice(start.length), at }));
  return [...new Map(inside.map((read) => [read.path, read])).values()];
}

/** Null where the web server keeps no answers, or makes its folder itself. */
export function cacheFolder(layered: Layered): string | null {
  return webLayer(layered).host?.cacheFolder(layered.plan) ?? null;
}

export function keptFolders(layered: Layered): readonly string[] {
  const { web, paths } = layered.plan;
  const cache = cacheFolder(layered);
  const acme = web.tls?.acme?.webroot ?? null;
  return [...(acme?.startsWith(`${paths.state}/`) ? [acme] : []), ...(cache === null ? [] : [cache])];
}

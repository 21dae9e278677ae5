/**
 * What the web server's own user reads of a release, whose code is closed to it; and where it or root writes in a
 * folder in which the app may write, too.
 */
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

export function keptFolders({ web, paths, locations }: Plan): readonly string[] {
  const acme = web.tls?.acme?.webroot ?? null;
  return [
    ...(acme?.startsWith(`${paths.state}/`) ? [acme] : []),
    ...(web.server === "nginx" && locations.some(({ cache }) => cache !== null) ? [`${paths.cache}/nginx`] : []),
  ];
}

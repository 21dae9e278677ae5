/**
 * Where things live on the target, decided once.
 *
 * A release is a folder and `current` a symlink to the active one, so switching is one rename.
 * Sockets stand in a folder made by tmpfiles.d, not in a service's RuntimeDirectory=, which
 * systemd removes when the service stops and the socket with it (RULES F7). A socket has the name of
 * what is spoken on it: a server of another link listens beside the one before, and neither is ever asked
 * in the other's protocol.
 */
import { protocolOf, type WebLink } from "./links.ts";
import type { App, Paths, Place, Plan } from "./plan.ts";

export function pathsOf(name: string, place: Place): Paths {
  const prefix = place.kind === "local" ? place.prefix : "";
  const release = place.kind === "local" ? `${prefix}/release` : `/srv/${name}/current`;
  return {
    release,
    code: place.kind === "local" ? place.code : `${release}/code`,
    virtualenv: place.kind === "local" ? `${place.code}/.venv` : `${release}/venv`,
    run: `${prefix}/run/${name}`,
    state: place.kind === "local" && place.state !== undefined ? place.state : `${prefix}/var/lib/${name}`,
    cache: `${prefix}/var/cache/${name}`,
    log: `${prefix}/var/log/${name}`,
    secrets: `${prefix}/etc/${name}/secrets.env`,
    // Root's own folder: in one where the app may write, root would follow the app's link.
    maintenance: place.kind === "local" ? `${prefix}/var/lib/${name}/maintenance` : `/srv/${name}/maintenance`,
  };
}

/** Modules that all apps share; no app can be named so. */
export const SHARED_GLUE = "app/_shared";

/** What stands on an app's sys.path: its own generated modules, the shared ones, its code. */
export function sysPath(plan: Pick<Plan, "paths">, app: Pick<App, "name" | "root">): readonly string[] {
  return [glueFolder(plan, app), released(plan, SHARED_GLUE), app.root];
}

/** The folder of an app's own generated Python modules. */
export function glueFolder(plan: Pick<Plan, "paths">, app: Pick<App, "name">): string {
  return `${plan.paths.release}/app/${app.name}`;
}

/** Where an artifact's file stands on the target. */
export function released(plan: Pick<Plan, "paths">, file: string): string {
  return `${plan.paths.release}/${file}`;
}

/** An embedded server's group of daemon processes, which the app's locations are delegated to. */
export function processGroup({ name }: Pick<Plan, "name">, app: Pick<App, "name">): string {
  return `${name}-${app.name}`;
}

/**
 * The number of an embedded server's processes, written on the host, where that of the CPUs is known. Beside the
 * secrets, which root alone writes: the web server reads it as root.
 */
export function countFile(
  { paths }: Pick<Plan, "paths">,
  app: { readonly name: string; readonly server: { readonly name: string } },
): string {
  return `${paths.secrets.slice(0, paths.secrets.lastIndexOf("/"))}/${app.server.name}-${app.name}.conf`;
}

/** systemd's name for an app's units: the stack's own name for a single app. */
export function unitOf(plan: Pick<Plan, "name" | "apps">, app: Pick<App, "name">): string {
  return plan.apps.length === 1 ? plan.name : `${plan.name}-${app.name}`;
}

type Served = Pick<App, "name"> & { readonly server: { readonly webLink: WebLink } };

/** systemd's name for an app's server and its socket: an instance of the app's unit for each link. */
export function serverUnitOf(plan: Pick<Plan, "name" | "apps">, app: Served): string {
  return `${unitOf(plan, app)}@${protocolOf(app.server.webLink)}`;
}

/** What belongs to one server of an app in the run folder: `app.http.sock`, `app.http.admin.sock`. */
export function runFile(paths: Pick<Paths, "run">, { name, server }: Served, ending: string): string {
  return `${paths.run}/${name}.${protocolOf(server.webLink)}.${ending}`;
}

/** Pages and users' files are the project's: relative to its code. */
export function projectFile(paths: Paths, file: string): string {
  return file.startsWith("/") ? file : `${paths.code}/${file.replace(/^\.\//, "")}`;
}

/** A folder of the language below its root; absolute ones stay. No slash at the end. */
export function folderBelow(root: string, folder: string): string {
  const relative = folder.replace(/^\.\//, "").replace(/\/+$/, "");
  if (folder.startsWith("/")) return relative;
  return relative === "" || relative === "." ? root : `${root}/${relative}`;
}

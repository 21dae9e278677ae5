/**
 * Names that all sites of a host share, each beginning with the stack's own so that two stacks
 * never meet; and where this layer's files stand on the target.
 */
import { glueFolder, released } from "../../plan/paths.ts";
import type { App, Plan } from "../../plan/plan.ts";

type Named = Pick<Plan, "name">;

/** The distribution's own. */
export const LOG_FOLDER = "/var/log/apache2";

/** Environment variables and Defines: letters, digits and `_`. */
export function prefixed({ name }: Named, rest: string): string {
  return `${name}_${rest}`.replaceAll("-", "_");
}

export function snippet(plan: Pick<Plan, "paths">, name: string): string {
  return released(plan, snippetPath(name));
}

/** A file of ours that is no configuration. */
export function snippetFile(plan: Pick<Plan, "paths">, name: string): string {
  return released(plan, `web/apache/${name}`);
}

export function snippetPath(name: string): string {
  return `web/apache/${name}.conf`;
}

/** An internal URL for a page of our own; a client that asks for it gets 404. */
export function pageUrl({ name }: Named, page: string): string {
  return `/-/${name}/${page}`;
}

/**
 * Below the distribution's own folder, where its logrotate and its adm group reach: the app's
 * user can write to the stack's folder, and a log opened by root must not lie where others can
 * swap it for a link.
 */
export function logFile({ place, paths, name }: Pick<Plan, "place" | "paths" | "name">, kind: "access" | "error"): string {
  return place.kind === "local" ? `${paths.log}/apache.${kind}.log` : `${LOG_FOLDER}/${name}.${kind}.log`;
}

/** The entry that mod_wsgi loads: the app's own. */
export function scriptFile(plan: Pick<Plan, "paths">, app: Pick<App, "name">): string {
  return `${glueFolder(plan, app)}/stackc_app.py`;
}

/**
 * Names at http level, which all sites of a host share: each begins with the stack's own name,
 * so that two stacks never meet.
 */
import type { WebLink } from "../../plan/links.ts";
import { released } from "../../plan/paths.ts";
import type { App, Plan } from "../../plan/plan.ts";

type Named = Pick<Plan, "name">;

/** The distribution's own. */
export const LOG_FOLDER = "/var/log/nginx";

/** nginx's variables take letters, digits and `_`. */
export function prefixed({ name }: Named, rest: string): string {
  return `${name}_${rest}`.replaceAll("-", "_");
}

export function variable(plan: Named, rest: string): string {
  return `$${prefixed(plan, rest)}`;
}

export function upstreamOf(plan: Named, app: Pick<App, "name">): string {
  return prefixed(plan, app.name);
}

export function cacheZone(plan: Named, link: WebLink): string {
  return prefixed(plan, `cache_${link}`);
}

/** `web/nginx/scgi.conf`, `web/nginx/proxy.conf`: named as the link's directives begin. */
export function linkFile(link: WebLink): string {
  return link === "http" ? "proxy" : link;
}

/** An internal URL for a page of our own; a client that asks for it gets 404. */
export function pageUrl({ name }: Named, page: string): string {
  return `/-/${name}/${page}`;
}

export function snippet(plan: Pick<Plan, "paths">, name: string): string {
  return released(plan, `web/nginx/${name}.conf`);
}

/**
 * Where nginx writes. On a host below its distribution's own folder: the app's user can write
 * to the stack's, and a log opened by root must not lie where others can swap it for a link
 * (CVE-2016-1247). Debian's logrotate and adm group reach it there.
 */
export function logFile({ place, paths, name }: Pick<Plan, "place" | "paths" | "name">, kind: "access" | "error"): string {
  return place.kind === "local" ? `${paths.log}/nginx.${kind}.log` : `${LOG_FOLDER}/${name}.${kind}.log`;
}

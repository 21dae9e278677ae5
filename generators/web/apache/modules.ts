/**
 * The modules that the generated files use: `web/apache/modules` names them one a line for
 * bin/release, with Debian's package after the name where Apache's own does not have it.
 * Those that the distribution compiles in (core, http, so, log_config, ...) are not named.
 */
import type { Plan } from "../../plan/plan.ts";
import { type Facts, links } from "./facts.ts";

export type Module = { readonly name: string; readonly package: string | null };

const ALWAYS = ["alias", "authz_core", "authz_host", "headers", "mime", "reqtimeout", "rewrite", "setenvif"];

export function modulesOf(plan: Plan, facts: Facts): readonly Module[] {
  const { web, trust, locations } = plan;
  const { compression, logs, tls } = web;
  const kinds = new Set(locations.map(({ serve }) => serve.kind));
  const hasAuth = locations.some(({ access }) => access !== null && access.basicAuth !== null);
  const own: readonly (readonly [boolean, ...string[]])[] = [
    [true, ...ALWAYS],
    [kinds.has("static") || kinds.has("file") || kinds.has("media"), "allowmethods", "dir"],
    [facts.proxied.length > 0, "proxy"],
    [links(facts, "http"), "proxy_http"],
    [links(facts, "fastcgi"), "proxy_fcgi"],
    [links(facts, "scgi"), "proxy_scgi"],
    [links(facts, "uwsgi"), "proxy_uwsgi"],
    // mod_proxy_http tunnels by itself; the env module tells it and the filters what to leave.
    [true, "env"],
    [tls !== null, "ssl", "socache_shmcb"],
    [tls?.http2 === true, "http2"],
    [trust.edge !== null, "remoteip"],
    [logs.requestId, "unique_id"],
    [compression.gzip || compression.brotli, "filter"],
    [compression.gzip, "deflate"],
    [compression.brotli, "brotli"],
    [hasAuth, "auth_basic", "authn_core", "authn_file", "authz_user"],
    [facts.caches, "cache", "cache_disk"],
  ];
  const names = new Set(own.flatMap(([used, ...names]) => (used ? names : [])));
  return [...[...names].sort().map((name) => ({ name, package: null })), ...packaged(plan, facts)];
}

/**
 * Debian 12's mod_qos is built for PCRE 1 and does not say so; its Apache brings PCRE 2. A module
 * file of our own loads the library first; its name sorts before qos.
 */
export const PCRE = "pcre";
export const PCRE_LIBRARY = "libpcre.so.3";

export function needsPcre({ os }: Pick<Plan, "os">, facts: Facts): boolean {
  return facts.counts && os.name === "debian-12";
}

function packaged(plan: Plan, facts: Facts): readonly Module[] {
  return [
    ...(facts.embedded.length > 0 ? [{ name: "wsgi", package: "libapache2-mod-wsgi-py3" }] : []),
    ...(needsPcre(plan, facts) ? [{ name: PCRE, package: null }] : []),
    ...(facts.counts ? [{ name: "qos", package: "libapache2-mod-qos" }] : []),
    ...(plan.locations.some(({ serve }) => serve.kind === "protected") ? [{ name: "xsendfile", package: "libapache2-mod-xsendfile" }] : []),
  ];
}

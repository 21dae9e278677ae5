/**
 * What a web server does only from a version on, where others than its own layer have to know.
 * Source: https://nginx.org/en/CHANGES.
 */
import type { Web } from "../plan/plan.ts";
import { atLeast } from "../plan/versions.ts";

export const NGINX_SINCE = {
  /** `ssl_reject_handshake`: an unknown name gets no certificate to look at. */
  rejectsHandshake: "1.19.4",
  /** `max_headers`: how many header fields a request may have. */
  countsHeaders: "1.29.8",
} as const;

type Server = Pick<Web, "server" | "version">;

/** Apache has to finish a handshake before it can refuse; our own server ends it. */
export function rejectsHandshakes({ server, version }: Server): boolean {
  return server === "node" || (server === "nginx" && atLeast(version, NGINX_SINCE.rejectsHandshake));
}

export function countsHeaders({ server, version }: Server): boolean {
  return server !== "nginx" || atLeast(version, NGINX_SINCE.countsHeaders);
}

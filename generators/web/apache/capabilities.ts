/**
 * What each version of Apache httpd can do: the one table behind every choice of syntax here.
 * Source: the "Compatibility" lines of https://httpd.apache.org/docs/2.4/mod/directives.html.
 */
import { atLeast } from "../../plan/versions.ts";

/**
 * `upgrade=websocket` on a proxy worker, and a chunked upload sent on with its length by
 * mod_proxy_fcgi. Every distribution we know ships a later one.
 */
export const OLDEST_APACHE = "2.4.47";

const since = {
  /** `DeflateAlterETag`: a compressed answer can keep its ETag, so that 304 goes on working. */
  keepsEtag: "2.4.58",
} as const;

export type Capabilities = Readonly<Record<keyof typeof since, boolean>>;

export function capabilitiesOf(version: string): Capabilities {
  return { keepsEtag: atLeast(version, since.keepsEtag) };
}

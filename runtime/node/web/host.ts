/** Which of the site's names a request is for. A client's own text never goes on: the app sees one of our names. */
import type { Site } from "./settings.ts";

export type Named =
  | { readonly kind: "ours"; readonly host: string }
  | { readonly kind: "alias" }
  | { readonly kind: "unknown" }
  | { readonly kind: "invalid" };

/** RFC 9110, section 7.2: uri-host [":" port]. Names, IPv4 and IPv6 in brackets. */
const HOST = /^(?:([A-Za-z0-9._-]+)|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?$/;

export function nameHost(authority: string | null, site: Site): Named {
  if (authority === null || authority === "") return { kind: "unknown" };
  const found = HOST.exec(authority);
  if (found === null) return { kind: "invalid" };
  const host = (found[1] ?? "").toLowerCase().replace(/\.$/, "");
  const name = site.domains.find((domain) => covers(domain, host));
  if (name !== undefined) return { kind: "ours", host: name.startsWith("*.") ? host : name };
  return { kind: site.aliases.includes(host) ? "alias" : "unknown" };
}

/** `*.example.com`: one label more, as in a certificate (RFC 6125, section 6.4.3). */
function covers(domain: string, host: string): boolean {
  if (!domain.startsWith("*.")) return domain === host;
  const dot = host.indexOf(".");
  return dot > 0 && host.slice(dot + 1) === domain.slice(2);
}

/** As it stands in URLs: with the port where it is not the scheme's own. */
export function withPort(host: string, { publicPort }: Pick<Site, "publicPort">): string {
  return publicPort === null ? host : `${host}:${publicPort}`;
}

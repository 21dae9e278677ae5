/** Where servers listen. A socket's options count for every server on it, so all say the same. */
import type { Plan } from "../../plan/plan.ts";
import type { Text } from "../../render/text.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { NginxQuoter } from "./quote.ts";

export type Port = "http" | "https";

/** `*` is two sockets: since nginx 1.3.4 an IPv6 one takes no IPv4 connections. */
export function listensOf(
  { web, trust }: Plan,
  ports: readonly Port[],
  q: NginxQuoter,
  extra: readonly string[] = [],
): readonly Text<"nginx">[] {
  const addresses = web.listen.addresses.flatMap((address) => (address === "*" ? ["*", "::"] : [address]));
  const oldHttp2 = web.tls?.http2 === true && !capabilitiesOf(web.version).http2Directive;
  // An edge that passes TLS through names its client in front of the first byte.
  const proxied = trust.edge?.tls === "web" ? ["proxy_protocol"] : [];
  return ports.flatMap((kind) => {
    const port = web.listen[kind];
    if (port === null) return [];
    const words = [...(kind === "https" ? ["ssl", ...(oldHttp2 ? ["http2"] : [])] : []), ...proxied, ...extra];
    return addresses.map((address) => q.listen({ address, port, words }, `web.listen.${kind}`));
  });
}

/** Null where it is not a directive of its own, or there is no TLS to negotiate it. */
export function http2Of({ web }: Plan, q: NginxQuoter): Text<"nginx"> | null {
  if (web.tls === null || !capabilitiesOf(web.version).http2Directive) return null;
  return q.keyword(web.tls.http2 ? "on" : "off", "web.tls.http2");
}

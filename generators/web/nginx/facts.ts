/**
 * What nginx tells the app about a request, and in which variable it stands. Without an edge
 * nginx sees the client itself; behind one that ends TLS, scheme and request id come from the
 * edge's headers, believed only when the peer is one of its addresses (RULES X2, X4, X8).
 */
import type { Plan, Site } from "../../plan/plan.ts";
import { variable } from "./names.ts";
import type { NginxQuoter } from "./quote.ts";

export type Facts = {
  /** The edge writes headers: it ends the clients' TLS. */
  readonly edgeSpeaks: boolean;
  readonly scheme: string;
  readonly https: string;
  readonly requestId: string | null;
  /** The client's address; behind an edge that speaks, nobody's where its header cannot be read. */
  readonly client: string;
  /** What a limit counts by. */
  readonly clientKey: string;
  /** "1" for a client whom the edge names in a way that cannot be read: outside of every address rule. */
  readonly nobody: string | null;
  /** A constant for a single name; else one of the site's names, by a map. */
  readonly name: string;
  readonly namesVary: boolean;
  /** Host as the app shall see it: name and, where it is not the scheme's own, the public port. */
  readonly host: string;
  readonly port: string;
  /** Public ports by scheme where both are served; null where one scheme is. */
  readonly ports: { readonly http: number; readonly https: number } | null;
  /** True where `ports` must show in Host. */
  readonly portShows: boolean;
};

/** What each view of this layer is given. */
export type Given = { readonly plan: Plan; readonly facts: Facts; readonly q: NginxQuoter };

export function factsOf(plan: Plan): Facts {
  const { site, web } = plan;
  const edgeSpeaks = doesEdgeSpeak(plan);
  const ports = portsOf(plan);
  const portShows = ports !== null && (ports.http !== 80 || ports.https !== 443);
  const namesVary = site.domains.length > 1 || site.canonical.startsWith("*");
  const name = namesVary ? variable(plan, "name") : site.canonical;
  const suffix = portShows ? variable(plan, "port_suffix") : site.publicPort === null || ports !== null ? "" : `:${site.publicPort}`;
  return {
    edgeSpeaks,
    scheme: edgeSpeaks ? variable(plan, "scheme") : "$scheme",
    https: edgeSpeaks ? variable(plan, "https") : "$https",
    client: edgeSpeaks ? variable(plan, "client") : "$remote_addr",
    clientKey: edgeSpeaks ? variable(plan, "client_key") : "$binary_remote_addr",
    nobody: edgeSpeaks ? variable(plan, "nobody") : null,
    requestId: !web.logs.requestId ? null : edgeSpeaks ? variable(plan, "request_id") : "$request_id",
    name,
    namesVary,
    host: `${name}${suffix}`,
    port: ports === null ? String(portOf(site)) : variable(plan, "port"),
    ports,
    portShows,
  };
}

export function doesEdgeSpeak({ trust }: Pick<Plan, "trust">): boolean {
  return trust.edge !== null && trust.edge.tls !== "web";
}

function portOf({ publicPort, scheme }: Site): number {
  return publicPort ?? (scheme === "https" ? 443 : 80);
}

function portsOf({ site, trust, web }: Plan): Facts["ports"] {
  if (trust.redirectOwner === "web" || site.scheme === "http") return null;
  if (trust.edge !== null) return { http: 80, https: site.publicPort ?? 443 };
  return web.listen.http === null ? null : { http: web.listen.http, https: web.listen.https ?? 443 };
}

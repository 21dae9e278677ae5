/** Identity and trust: what browsers see, and who in front may say what about a client. */
import type { Edge as EdgeSource, Stack } from "../../schema/stack.generated.ts";
import type { Report } from "../report.ts";
import { seconds } from "./input.ts";
import type { Edge, Place, Site, Trust } from "./plan.ts";

export function planSite(stack: Stack, trust: Trust, web: { http: number | null; https: number | null }, report: Report): Site {
  const [canonical] = stack.domains;
  reportTwice(stack, report);
  const secure = web.https !== null || endsTls(trust);
  const scheme = secure ? "https" : "http";
  // Behind an edge, visitors see its port, not the web server's own (RULES X12).
  const port = trust.edge === null ? (web.https ?? web.http) : trust.edge.port;
  const publicPort = port === null || port === (secure ? 443 : 80) ? null : port;
  const originOf = (domain: string) => `${scheme}://${domain}${publicPort === null ? "" : `:${publicPort}`}`;
  const domains: readonly string[] = stack.domains;
  return {
    canonical,
    domains,
    aliases: stack.aliases,
    scheme,
    publicPort,
    origin: originOf(canonical),
    origins: domains.map(originOf),
  };
}

/** A local place also answers to `localhost`, so that a browser on the machine reaches it. */
export function withLocalhost(site: Site, place: Place): Site {
  if (place.kind !== "local" || site.domains.includes("localhost")) return site;
  return {
    ...site,
    domains: [...site.domains, "localhost"],
    origins: [...site.origins, site.origin.replace(site.canonical, "localhost")],
  };
}

function endsTls(trust: Trust): boolean {
  return trust.edge !== null && trust.edge.tls !== "web";
}

/** One name can be served or redirected, once. */
function reportTwice(stack: Stack, report: Report): void {
  const seen = new Map<string, string>();
  const names = [
    ...stack.domains.map((name, i) => ({ name, at: `domains[${i}]` })),
    ...stack.aliases.map((name, i) => ({ name, at: `aliases[${i}]` })),
  ];
  for (const { name, at } of names) {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, at);
    else
      report({
        code: "domain-twice",
        layer: "plan",
        at,
        message: `${name} is listed twice`,
        help: "a name is served (domains) or redirected to the first domain (aliases): keep one of the two",
        related: [{ at: first, message: "first listed here" }],
      });
  }
}

/** On a person's own machine nothing stands in front, so nothing in front is believed; but where a test stands there. */
export function planTrust(stack: Stack, place: Place, report: Report): Trust {
  const alone = place.kind === "local" && place.fronted !== true;
  const edge = stack.edge === false || alone ? null : planEdge(stack.edge);
  if (edge?.tls === "web" && stack.edge !== false && stack.edge.client_header !== undefined)
    report({
      code: "edge-passes-tls",
      layer: "plan",
      at: "edge.client_header",
      message: "an edge that passes TLS through cannot write a header",
      help: "remove client_header: with `tls: web` the client's address arrives by the PROXY protocol",
      related: [{ at: "edge.tls", message: "TLS ends at the web server" }],
    });
  return { edge, redirectOwner: redirectOwner(stack, edge), hops: 1 };
}

function planEdge(edge: EdgeSource): Edge {
  const { kind, tls } = edge;
  return {
    kind,
    trusted: edge.trusted,
    tls,
    port: edge.port ?? null,
    clientHeader: tls === "web" ? "proxy_protocol" : (edge.client_header ?? "X-Forwarded-For"),
    timeoutS: seconds(edge.timeout),
    keepaliveS: seconds(edge.keepalive),
  };
}

/**
 * The redirect to https has one owner (RULES X4). With an edge that ends TLS the web server
 * judges by the edge's X-Forwarded-Proto, never by its own scheme, so there is no loop.
 */
function redirectOwner(stack: Stack, edge: Edge | null): Trust["redirectOwner"] {
  const { tls } = stack.web;
  const plainHttp = tls === false || tls.certificate === "none";
  if (plainHttp && (edge === null || edge.tls === "web")) return "none";
  return tls === false || tls.redirect ? "web" : "none";
}

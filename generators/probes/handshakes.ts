/** TLS before any request: names, protocols, and in public the certificate. */
import type { Plan } from "../plan/plan.ts";
import type { Probe } from "./probe.ts";

export function handshakeProbes({ web, trust, site }: Plan): Probe[] {
  const { tls } = web;
  if (site.scheme === "http") return [];
  const make = (id: string, at: string, holds: string, where: Probe["where"], action: Probe["action"]): Probe => ({
    id,
    rule: "tls",
    at,
    holds,
    where,
    action,
  });
  // A certificate of one's own is trusted by whoever made it, and nobody else.
  const isTrusted = tls === null || tls.certificate !== "internal";
  const trusted = make("certificate", "web.tls.certificate", "the certificate is trusted, and for this name", "public", {
    kind: "handshake",
    want: "trusted",
  });
  const own =
    tls === null ? [] : ownHandshakes(tls.http2, web.catchAll && web.server !== "apache", make, trust.edge === null ? "anywhere" : "local");
  return [...(isTrusted ? [trusted] : []), ...own];
}

type Make = (id: string, at: string, holds: string, where: Probe["where"], action: Probe["action"]) => Probe;

/** Apache cannot refuse a handshake; the request behind it is refused. */
function ownHandshakes(http2: boolean, refusesNames: boolean, make: Make, where: Probe["where"]): Probe[] {
  return [
    make("tls-old", "web.tls.profile", "TLS before 1.2 is refused", where, { kind: "handshake", newest: "TLSv1.1", want: "refused" }),
    ...(refusesNames
      ? [
          make("tls-name", "web.catch_all", "no certificate is shown for a name that is not ours", where, {
            kind: "handshake",
            servername: "unknown.invalid",
            want: "refused",
          }),
        ]
      : []),
    ...(http2 ? [make("http2", "web.tls.http2", "HTTP/2 is offered", where, { kind: "handshake", want: "http2" })] : []),
  ];
}

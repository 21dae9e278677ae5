/** TLS before any request: names, protocols, and in public the certificate. */
import { webLayer } from "../chosen.ts";
import type { Layered } from "../layer.ts";
import { catchAllCertificate } from "../web/catch-all-certificate.ts";
import { probedByAddress } from "../web/probed-by-address.ts";
import type { Probe } from "./probe.ts";

export function handshakeProbes(layered: Layered): Probe[] {
  const { plan } = layered;
  const { web, trust, site } = plan;
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
  const where = trust.edge === null ? "anywhere" : "local";
  const own = tls === null ? [] : [...strangers(layered, make, where), ...ownHandshakes(tls.http2, make, where)];
  return [...(isTrusted ? [trusted] : []), ...own];
}

type Make = (id: string, at: string, holds: string, where: Probe["where"], action: Probe["action"]) => Probe;

/** A load balancer's own probes come by address, and may look at the certificate. */
function strangers(layered: Layered, make: Make, where: Probe["where"]): Probe[] {
  const { plan } = layered;
  if (!plan.web.catchAll || probedByAddress(plan)) return [];
  const want = catchAllCertificate(plan, webLayer(layered).behaviour) === null ? "refused" : "nameless";
  const shown = want === "refused" ? "no certificate" : "nobody's certificate";
  return [
    make("tls-name", "web.catch_all", `${shown} is shown for a name that is not ours`, where, {
      kind: "handshake",
      servername: "unknown.invalid",
      want,
    }),
    make("tls-no-name", "web.catch_all", "nor to who names none", where, { kind: "handshake", servername: "", want }),
  ];
}

function ownHandshakes(http2: boolean, make: Make, where: Probe["where"]): Probe[] {
  return [
    make("tls-old", "web.tls.profile", "TLS before 1.2 is refused", where, { kind: "handshake", newest: "TLSv1.1", want: "refused" }),
    ...(http2 ? [make("http2", "web.tls.http2", "HTTP/2 is offered", where, { kind: "handshake", want: "http2" })] : []),
  ];
}

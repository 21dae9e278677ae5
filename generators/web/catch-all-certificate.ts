/**
 * What a client sees that asks for a name of nobody's by TLS. nginx and our own web server end the
 * handshake; Apache has to finish it before it can refuse, so its catch-all has a certificate that
 * names nobody, made on the host: the site's own would tell scanners of addresses whose host this is.
 *
 * Not where a load balancer asks by address: its probes may look at the certificate.
 */
import type { Plan } from "../plan/plan.ts";
import { probedByAddress } from "./probed-by-address.ts";

/** Certificate and key in one PEM file, beside the secrets; null where none is shown. */
export function catchAllCertificate(plan: Plan): string | null {
  const { server, tls, catchAll } = plan.web;
  if (server !== "apache" || tls === null || !catchAll || probedByAddress(plan)) return null;
  return plan.paths.secrets.replace(/[^/]+$/, "catch-all.pem");
}

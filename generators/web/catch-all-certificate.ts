/**
 * What a client sees that asks for a name of nobody's by TLS. nginx and our own web server end the
 * handshake; Apache, and nginx before 1.19.4, have to finish it before they can refuse, so their catch-all
 * has a certificate that names nobody, made on the host: the site's own would tell scanners of addresses
 * whose host this is.
 *
 * Not where a load balancer asks by address: its probes may look at the certificate.
 */
import type { Plan } from "../plan/plan.ts";
import { probedByAddress } from "./probed-by-address.ts";
import { rejectsHandshakes } from "./since.ts";

/** Certificate and key in one PEM file, beside the secrets; null where none is shown. */
export function catchAllCertificate(plan: Plan): string | null {
  const { tls, catchAll } = plan.web;
  if (tls === null || !catchAll || rejectsHandshakes(plan.web) || probedByAddress(plan)) return null;
  return plan.paths.secrets.replace(/[^/]+$/, "catch-all.pem");
}

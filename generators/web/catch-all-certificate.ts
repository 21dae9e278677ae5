/**
 * What a client sees that asks for a name of nobody's by TLS. A web server that cannot end the handshake has to
 * finish it before it can refuse, so its catch-all has a certificate that names nobody, made on the host: the
 * site's own would tell scanners of addresses whose host this is.
 *
 * Not where a load balancer asks by address: its probes may look at the certificate.
 */
import type { Plan } from "../plan/plan.ts";
import type { WebBehaviour } from "./facts.ts";
import { probedByAddress } from "./probed-by-address.ts";

/** Certificate and key in one PEM file, beside the secrets; null where none is shown. */
export function catchAllCertificate(plan: Plan, { rejectsHandshakes }: Pick<WebBehaviour, "rejectsHandshakes">): string | null {
  const { tls, catchAll } = plan.web;
  if (tls === null || !catchAll || rejectsHandshakes(plan.web.version) || probedByAddress(plan)) return null;
  return plan.paths.secrets.replace(/[^/]+$/, "catch-all.pem");
}

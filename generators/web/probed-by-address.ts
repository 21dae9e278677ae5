/**
 * Who asks for the health check under a name that is not ours (RULES X11). A load balancer's
 * probes carry the machine's address as Host; a CDN asks by name, as everybody has to.
 */
import type { Plan } from "../plan/plan.ts";

export function probedByAddress({ trust }: Pick<Plan, "trust">): boolean {
  return trust.edge?.kind === "load-balancer";
}

/**
 * Which systemd first knew a directive. An older one would ignore it with a warning at every
 * start, so it is left out. Only what is newer than the oldest release we support (249) is
 * listed. Source: systemd's NEWS.
 */
import type { Plan } from "../../plan/plan.ts";

const SINCE = {
  RestartSteps: 254,
  RestartMaxDelaySec: 254,
} as const;

export function knows(plan: Plan, directive: keyof typeof SINCE): boolean {
  return plan.os.systemd >= SINCE[directive];
}

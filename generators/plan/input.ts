/** What the parts of the plan are made from. */
import type { Stack } from "../../schema/stack.generated.ts";
import { timeMs } from "../../schema/units.ts";
import type { WebLayer } from "../layer.ts";
import type { Report } from "../report.ts";
import type { Os, Paths, Place, Trust } from "./plan.ts";

export type WebInput = {
  readonly stack: Stack;
  /** The chosen web server. */
  readonly server: Pick<WebLayer, "version" | "behaviour">;
  readonly os: Os;
  readonly place: Place;
  readonly paths: Paths;
  readonly trust: Trust;
  readonly report: Report;
};

/** Whole seconds, at least one: no server here counts in less. */
export function seconds(time: string): number {
  return Math.max(1, Math.round(timeMs(time) / 1000));
}

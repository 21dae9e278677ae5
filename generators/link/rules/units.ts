/** Apps, processes and scheduled commands share one set of systemd unit names. */
import { below } from "../../../schema/path.ts";
import { unitOf } from "../../plan/paths.ts";
import type { LinkRule } from "../link.ts";

export const unitClash: LinkRule = {
  id: "unit-clash",
  check({ plan, report }) {
    const seen = new Map<string, string>();
    const units = [
      ...plan.apps.map((app) => ({ unit: unitOf(plan, app), at: below(app.at, "name") })),
      ...plan.processes.map(({ name, at }) => ({ unit: `${plan.name}-${name}`, at })),
      ...plan.schedule.map(({ name, at }) => ({ unit: `${plan.name}-${name}`, at })),
    ];
    for (const { unit, at } of units) {
      const first = seen.get(unit);
      if (first === undefined) seen.set(unit, at);
      else
        report({
          code: "unit-clash",
          layer: "target",
          at,
          message: `the unit ${unit} is wanted twice`,
          help: "give one of the two another name",
          related: [{ at: first, message: "wanted here already" }],
        });
    }
  },
};

/** Apps, processes, scheduled commands and our own web server share one set of systemd unit names. */
import { below } from "../../../schema/path.ts";
import { unitOf } from "../../plan/paths.ts";
import type { LinkRule } from "../link.ts";

export const unitClash: LinkRule = {
  id: "unit-clash",
  check({ plan, report }) {
    const seen = new Map<string, { readonly at: string; readonly what: string }>();
    const units = [
      ...plan.apps.map((app) => ({ unit: unitOf(plan, app), at: below(app.at, "name"), what: "app" })),
      ...(plan.web.run === null ? [] : [{ unit: `${plan.name}-web`, at: "web.server", what: "web server" }]),
      ...plan.processes.map(({ name, at }) => ({ unit: `${plan.name}-${name}`, at, what: "process" })),
      ...plan.schedule.map(({ name, at }) => ({ unit: `${plan.name}-${name}`, at, what: "scheduled command" })),
    ];
    for (const { unit, at, what } of units) {
      const first = seen.get(unit);
      if (first === undefined) seen.set(unit, { at, what });
      else
        report({
          code: "unit-clash",
          layer: "target",
          at,
          message: `the ${what}'s unit would be ${unit}, as the ${first.what}'s is`,
          help: "give one of the two another name",
          related: [{ at: first.at, message: `the ${first.what} has this name first` }],
        });
    }
  },
};

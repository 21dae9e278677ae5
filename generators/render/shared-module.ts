/**
 * Python modules that are the same bytes for every app: printed once a stack, into a folder of
 * their own that stands on each app's sys.path. What differs between apps is stackc_facts.py.
 */

import { SHARED_GLUE } from "../plan/paths.ts";
import type { Plan } from "../plan/plan.ts";
import type { RuleId } from "../rules.ts";
import type { File } from "./file.ts";
import { render, type Template } from "./render.ts";

/** Keyed by plan, so that 2,000 apps print a module once; a cache of pure results, nothing more. */
const printed = new WeakMap<Plan, Map<Template, File>>();

/** `rule`: why the module is there. */
export function sharedModule(plan: Plan, name: string, template: Template, rule: RuleId = "glue"): File {
  const known = printed.get(plan) ?? new Map<Template, File>();
  printed.set(plan, known);
  const file =
    known.get(template) ?? render<"python">({ path: `${SHARED_GLUE}/${name}.py`, template, view: {}, origin: { kind: "rule", id: rule } });
  known.set(template, file);
  return file;
}

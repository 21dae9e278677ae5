/**
 * Python modules that are the same bytes for every app: printed once a stack, into a folder of
 * their own that stands on each app's sys.path. What differs between apps is stackc_facts.py.
 */

import { SHARED_GLUE } from "../plan/paths.ts";
import type { Plan } from "../plan/plan.ts";
import type { File } from "./file.ts";
import { render, type Template } from "./render.ts";

/** Keyed by plan, so that 2,000 apps print a module once; a cache of pure results, nothing more. */
const printed = new WeakMap<Plan, Map<Template, File>>();

export function sharedModule(plan: Plan, name: string, template: Template): File {
  const known = printed.get(plan) ?? new Map<Template, File>();
  printed.set(plan, known);
  const file =
    known.get(template) ??
    render<"python">({ path: `${SHARED_GLUE}/${name}.py`, template, view: {}, origin: { kind: "rule", id: "glue" } });
  known.set(template, file);
  return file;
}

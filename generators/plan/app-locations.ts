/**
 * The rows of the URL table that one app answers for, found once for all apps of a plan: asked
 * app by app, the whole table for each, thousands of apps would take minutes.
 */
import type { App, Location, Plan } from "./plan.ts";

const tables = new WeakMap<Plan["locations"], ReadonlyMap<string, readonly Location[]>>();

/** In the table's order, the longest path first. */
export function locationsOf({ locations }: Pick<Plan, "locations">, app: Pick<App, "name">): readonly Location[] {
  const table = tables.get(locations) ?? group(locations);
  tables.set(locations, table);
  return table.get(app.name) ?? [];
}

function group(locations: Plan["locations"]): ReadonlyMap<string, readonly Location[]> {
  const table = new Map<string, Location[]>();
  for (const location of locations) {
    if (!("app" in location.serve)) continue;
    const rows = table.get(location.serve.app);
    if (rows === undefined) table.set(location.serve.app, [location]);
    else rows.push(location);
  }
  return table;
}

/** An app by its name, without a search for each row of a table that may have thousands. */
import type { App, Plan } from "./plan.ts";

const tables = new WeakMap<Plan["apps"], ReadonlyMap<string, App>>();

export function appNamed({ apps }: Pick<Plan, "apps">, name: string): App | null {
  const table = tables.get(apps) ?? new Map(apps.map((app) => [app.name, app]));
  tables.set(apps, table);
  return table.get(name) ?? null;
}

/** The one folder that a framework knows of its kind. */
import type { App } from "./plan.ts";

/** Of the usual name below the app's mount, else the first. */
export function usualFolder<Row extends { readonly url: string }>(
  rows: readonly Row[],
  name: string,
  { mount }: Pick<App, "mount">,
): Row | null {
  return rows.find(({ url }) => url === (mount === "/" ? name : `${mount}${name}`)) ?? rows[0] ?? null;
}

/** The one folder that a framework knows of its kind. */
import type { App } from "../../plan/plan.ts";
import { mountOf } from "./facts.ts";

/** Of the usual name below the app's mount, else the first; a row without a slash at its end is a single file. */
export function usualFolder<Row extends { readonly url: string }>(rows: readonly Row[], name: string, app: App): Row | null {
  const folders = rows.filter(({ url }) => url.endsWith("/"));
  return folders.find(({ url }) => url === `${mountOf(app)}${name}`) ?? folders[0] ?? null;
}

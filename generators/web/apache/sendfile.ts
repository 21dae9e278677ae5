/** Folders that an app hands files out of by X-Sendfile (mod_xsendfile), instead of sending them itself. */
import { locationsOf } from "../../plan/app-locations.ts";
import type { App, Plan } from "../../plan/plan.ts";

export function sendFolders(plan: Plan, app: App): readonly string[] {
  const folders = locationsOf(plan, app).flatMap(({ serve }) => (serve.kind === "protected" ? [serve.folder] : []));
  return [...new Set(folders)];
}

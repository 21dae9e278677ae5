/** Folders that an app hands files out of by X-Sendfile (mod_xsendfile), instead of sending them itself. */
import type { App, Plan } from "../../plan/plan.ts";

export function sendFolders({ locations }: Plan, app: App): readonly string[] {
  const folders = locations.flatMap(({ serve }) => (serve.kind === "protected" && serve.app === app.name ? [serve.folder] : []));
  return [...new Set(folders)];
}

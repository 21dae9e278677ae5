/** What `stackc run` does with the gateway. */
import type { File } from "../../render/file.ts";
import type { WsgiLocal } from "../facts.ts";
import { settingsPath } from "./view.ts";

type Settings = { readonly log: { readonly level: string } };

export const local: WsgiLocal = {
  events: { ready: "ready", failed: "generation-failed" },
  reloads: true,
  telling: (file, app) => (file.path === settingsPath(app) ? withEvents(file) : file),
  countWorkers: null,
};

/** Events are told from `info` on, whatever the app's own level. */
function withEvents(file: File): File {
  const { log, ...rest } = JSON.parse(file.text) as Settings;
  return { ...file, text: `${JSON.stringify({ ...rest, log: { ...log, level: "info" } }, null, 2)}\n` };
}

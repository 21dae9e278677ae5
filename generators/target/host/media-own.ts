/** A folder of uploads is made the app's: its owner, mode and group are set at each boot and each release. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { Plan } from "../../plan/plan.ts";

/** The system's own, with all that is below them. hier(7) */
const SYSTEM = /^\/(bin|boot|dev|etc|lib\w*|proc|sbin|sys|usr)(\/|$)/;
/** Folders that others share: one of them may be the app's below, and never as a whole. */
const SHARED = /^\/[^/]*$|^\/var\/(backups|cache|lib|local|log|mail|opt|run|spool|www)$|^\/run\/lock$/;

export function checkMedia({ plan, report }: Emit): void {
  for (const app of plan.apps)
    for (const { url, folder } of app.medias) {
      const path = `/${folder
        .split("/")
        .filter((part) => part !== "" && part !== ".")
        .join("/")}`;
      const fault = faultOf(plan, path);
      if (fault === null) continue;
      report({
        code: "media-not-own",
        layer: "target",
        at: below(app.at, "media", url),
        message: `${path} ${fault}, and a media folder becomes the app's own`,
        help: `name a folder of its own: "media", below ${plan.paths.state}, or an absolute one such as /srv/${plan.name}-media`,
      });
    }
}

function faultOf({ name }: Plan, folder: string): string | null {
  if (SYSTEM.test(folder)) return "is the operating system's";
  if (SHARED.test(folder)) return "is shared with others";
  if (`${folder}/`.startsWith(`/srv/${name}/`)) return "holds the releases, which come and go";
  return null;
}

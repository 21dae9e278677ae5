/** The view of stackc_media.py: how an app hands a protected file to the web server. */
import { below } from "../../../schema/path.ts";
import { webLayer } from "../../chosen.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";

/** Null when the app has no protected media. */
export function mediaView(app: App, emit: Emit): View<"python"> | null {
  const folders = app.medias.filter((media) => media.protected);
  if (folders.length === 0) return null;
  const q = quotePython(emit);
  const { header, byUrl } = webLayer(emit).behaviour.handOut;
  const at = below(app.at, "media");
  return {
    header: q.literal(header, "web.server"),
    byUrl: q.literal(byUrl, "web.server"),
    folders: folders.map(({ url, folder }) => ({
      url: q.literal(url, at),
      folder: q.literal(folder.replace(/\/+$/, ""), at),
    })),
  };
}

/** The view of stackc_media.py: how an app hands a protected file to the web server. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App, WebName } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";

/**
 * nginx, ngx_http_proxy_module: X-Accel-Redirect names a URL of an internal location.
 * Apache, mod_xsendfile: X-Sendfile names the file. Our own web server speaks nginx's.
 */
const SENDFILE: Readonly<Record<WebName, { readonly header: string; readonly byUrl: boolean }>> = {
  nginx: { header: "X-Accel-Redirect", byUrl: true },
  apache: { header: "X-Sendfile", byUrl: false },
  node: { header: "X-Accel-Redirect", byUrl: true },
};

/** Null when the app has no protected media. */
export function mediaView(app: App, emit: Emit): View<"python"> | null {
  const folders = app.medias.filter((media) => media.protected);
  if (folders.length === 0) return null;
  const q = quotePython(emit);
  const { header, byUrl } = SENDFILE[emit.plan.web.server];
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

/** The choices of Tornado's entry module. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { usualFolder } from "../../plan/usual-folder.ts";
import { quotePython } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";
import { secretNamed } from "../glue/secret.ts";
import { serverOptionsView } from "../glue/server-options.ts";

/** Room for what waits to be sent, however small the body limit is. */
const MEBIBYTE = 1024 * 1024;

export function entryView(app: App, emit: Emit): View<"python"> {
  const { site } = emit.plan;
  const q = quotePython(emit);
  const cookieSecret = secretNamed(app, ["COOKIE_SECRET", "TORNADO_COOKIE_SECRET", "SECRET_KEY"]);
  const files = usualFolder(app.statics, "/static/", app);
  const staticAt = below(app.at, "static");
  return {
    native: app.server.appLink !== "wsgi",
    bridged: app.server.appLink === "wsgi",
    https: site.scheme === "https",
    cookieSecret: cookieSecret !== null,
    cookieSecretName: q.literal(cookieSecret, below(app.at, "secrets")),
    static: files !== null,
    staticFolder: q.literal(files?.folder ?? null, staticAt),
    staticUrl: q.literal(files?.url ?? null, staticAt),
    ...serverOptionsView(app, emit),
    bufferBytes: q.literal(Math.max(app.bodyBytesMax, MEBIBYTE), "web.limits.body"),
  };
}

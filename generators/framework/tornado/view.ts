/** The choices of Tornado's entry module. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";
import { secretNamed } from "../glue/secret.ts";

const MEBIBYTE = 1024 * 1024;
/** What the web server adds to a request: X-Forwarded-For, X-Real-IP, X-Request-ID and the like. */
const FORWARDED_BYTES = 4096;

export function entryView(app: App, emit: Emit): View<"python"> {
  const { site, web } = emit.plan;
  const q = quotePython(emit);
  const cookieSecret = secretNamed(app, ["COOKIE_SECRET", "TORNADO_COOKIE_SECRET", "SECRET_KEY"]);
  const files = app.statics.find(({ url }) => url === "/static/") ?? app.statics[0] ?? null;
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
    bodyBytes: q.literal(app.bodyBytesMax, "web.limits.body"),
    bufferBytes: q.literal(Math.max(app.bodyBytesMax, MEBIBYTE), "web.limits.body"),
    headerBytes: q.literal(web.limits.headersBytes + web.limits.requestLineBytes + FORWARDED_BYTES, "web.limits.headers"),
  };
}

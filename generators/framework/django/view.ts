/** The choices of Django's settings overlay. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import type { PythonQuoter } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";
import { mountOf } from "../glue/facts.ts";
import { secretNamed } from "../glue/secret.ts";
import { headersView } from "./headers.ts";

export function settingsView(app: App, emit: Emit, q: PythonQuoter): View<"python"> {
  const { site } = emit.plan;
  const secretKey = secretNamed(app, ["SECRET_KEY", "DJANGO_SECRET_KEY"]);
  const https = site.scheme === "https";
  return {
    // The plan builder has derived the project's settings from `module` where none are stated.
    settings: q.dotted(app.settings ?? "settings", below(app.at, "settings")),
    secretKey: secretKey !== null,
    secretKeyName: q.literal(secretKey, below(app.at, "secrets")),
    // ALLOWED_HOSTS: a leading dot means all names below.
    allowedHosts: q.literal(
      site.domains.map((domain) => domain.replace(/^\*/, "")),
      "domains",
    ),
    origins: q.literal(site.origins, "domains"),
    https: q.literal(https, "web.tls"),
    plainHttp: !https,
    bodyBytes: q.literal(app.bodyBytesMax, "web.limits.body"),
    ...mountView(app, q),
    ...headersView(emit, q),
    ...filesView(app, q),
  };
}

function mountView(app: App, q: PythonQuoter) {
  const mount = mountOf(app);
  const at = below(app.at, "mount");
  return {
    mounted: mount !== "",
    mount: q.literal(mount, at),
    sessionCookie: q.literal(`sessionid-${app.name}`, at),
    loginUrl: q.literal(`${mount}/accounts/login/`, at),
    loginRedirectUrl: q.literal(`${mount}/accounts/profile/`, at),
  };
}

/** Django knows one static and one media folder: the one of the usual name, else the first. */
function filesView(app: App, q: PythonQuoter) {
  const files = app.statics.find(({ url }) => url === "/static/") ?? app.statics[0] ?? null;
  const media = app.medias.find(({ url }) => url === "/media/") ?? app.medias.find((one) => !one.protected) ?? app.medias[0] ?? null;
  const staticAt = below(app.at, "static");
  const mediaAt = below(app.at, "media");
  return {
    static: files !== null,
    staticUrl: q.literal(files?.url ?? null, staticAt),
    staticRoot: q.literal(files?.folder ?? null, staticAt),
    hashed: files?.hashed ?? false,
    media: media !== null,
    mediaUrl: q.literal(media?.url ?? null, mediaAt),
    mediaRoot: q.literal(media?.folder ?? null, mediaAt),
  };
}

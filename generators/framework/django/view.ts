/** The choices of Django's settings overlay. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { usualFolder } from "../../plan/usual-folder.ts";
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
    csrfCookie: q.literal(`csrftoken-${app.name}`, at),
    languageCookie: q.literal(`django_language-${app.name}`, at),
    messagesCookie: q.literal(`messages-${app.name}`, at),
    loginUrl: q.literal(`${mount}/accounts/login/`, at),
    loginRedirectUrl: q.literal(`${mount}/accounts/profile/`, at),
  };
}

export function hasHashedFiles(app: App): boolean {
  return usualFolder(app.statics, "/static/", app)?.hashed ?? false;
}

function filesView(app: App, q: PythonQuoter) {
  const files = usualFolder(app.statics, "/static/", app);
  const media = mediaOf(app);
  const staticAt = below(app.at, "static");
  const mediaAt = below(app.at, "media");
  return {
    static: files !== null,
    staticUrl: q.literal(files?.url ?? null, staticAt),
    staticRoot: q.literal(files?.folder ?? null, staticAt),
    hashed: files?.hashed ?? false,
    media: media !== null,
    // The URL of a protected folder is the web server's own, never a visitor's: the project has a view for its files.
    mediaPublic: media !== null && !media.protected,
    mediaUrl: q.literal(media?.url ?? null, mediaAt),
    mediaRoot: q.literal(media?.folder ?? null, mediaAt),
  };
}

/** Of several protected folders none is more the project's than another. */
function mediaOf(app: App) {
  const open = app.medias.filter((one) => !one.protected);
  return usualFolder(open, "/media/", app) ?? (app.medias.length === 1 ? (app.medias[0] ?? null) : null);
}

/** The choices of Flask's entry module. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";
import { secretNamed } from "../glue/secret.ts";

export function entryView(app: App, emit: Emit): View<"python"> {
  const { site, trust } = emit.plan;
  const q = quotePython(emit);
  const secretKey = secretNamed(app, ["SECRET_KEY", "FLASK_SECRET_KEY"]);
  return {
    // Over http the client and the scheme come in headers; see RULES X7 for the hops.
    forwarded: app.server.webLink === "http",
    hops: q.literal(trust.hops, { rule: "X7" }),
    bodyBytes: q.literal(app.bodyBytesMax, "web.limits.body"),
    // Werkzeug's host_is_trusted: a leading dot means all names below.
    trustedHosts: q.literal(
      site.domains.map((domain) => domain.replace(/^\*/, "")),
      "domains",
    ),
    scheme: q.literal(site.scheme, "web.tls"),
    https: q.literal(site.scheme === "https", "web.tls"),
    mounted: app.mount !== "/",
    sessionCookie: q.literal(`session-${app.name}`, below(app.at, "mount")),
    rememberCookie: q.literal(`remember_token-${app.name}`, below(app.at, "mount")),
    applicationRoot: q.literal(app.mount, below(app.at, "mount")),
    secretKey: secretKey !== null,
    secretKeyName: q.literal(secretKey, below(app.at, "secrets")),
  };
}

/** What a pairing truly cannot do and a client may try. */
import { below } from "../../../schema/path.ts";
import { webLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import { meet, type WebLink } from "../../plan/links.ts";
import type { App } from "../../plan/plan.ts";
import type { LinkRule } from "../link.ts";

export const chunkedUploads: LinkRule = {
  id: "chunked-uploads",
  check(emit) {
    const { plan, report } = emit;
    for (const { link, onlyHttp2, message } of webLayer(emit).behaviour.refusesChunked) {
      const app = plan.apps.find(({ server }) => server.webLink === link);
      if (app === undefined || (onlyHttp2 && plan.web.tls?.http2 !== true)) continue;
      const others = `use wsgi.server ${takersOf(app, emit).join(" or ")}`;
      report({
        code: "chunked-uploads",
        layer: "link",
        at: below(app.wsgiAt, "server"),
        message,
        help: onlyHttp2
          ? `state \`tls: { http2: false }\`, or ${others}, if a client sends in chunks (git push does); browsers do not`
          : `${others} if a client sends in chunks; browsers do not`,
        related: [{ at: "web.server", message: "this server was chosen here" }],
      });
    }
  },
};

/** The servers that run this app and get such uploads from this web server. */
function takersOf(app: App, layered: Layered): readonly string[] {
  const { accepts, behaviour } = webLayer(layered);
  const refused = new Set<WebLink>(behaviour.refusesChunked.map(({ link }) => link));
  const takes = (link: WebLink | null): boolean => link !== null && !refused.has(link);
  return Object.values(layered.registry.wsgi)
    .filter((server) => server.accepts.includes(app.server.appLink) && takes(meet(accepts, server.offers(app.server.appLink))))
    .map(({ name }) => name);
}

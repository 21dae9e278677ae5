/** What a pairing truly cannot do and a client may try. */
import { below } from "../../../schema/path.ts";
import { webLayer, wsgiLayer } from "../../chosen.ts";
import { otherServers } from "../../wsgi/other-servers.ts";
import type { LinkRule } from "../link.ts";

export const chunkedUploads: LinkRule = {
  id: "chunked-uploads",
  check(emit) {
    const { plan, report } = emit;
    const { refusesChunked } = webLayer(emit).behaviour;
    for (const { link, onlyHttp2, message } of refusesChunked) {
      const app = plan.apps.find(({ server }) => server.webLink === link);
      if (app === undefined || (onlyHttp2 && plan.web.tls?.http2 !== true)) continue;
      const able = otherServers(app, emit, (_layer, { webLink }) => !refusesChunked.some((row) => row.link === webLink));
      const others = `use wsgi.server ${able ?? "of another kind"}`;
      report({
        code: "chunked-uploads",
        layer: "link",
        at: below(app.wsgiAt, "server"),
        message: message(wsgiLayer(app, emit).title),
        help: onlyHttp2
          ? `state \`tls: { http2: false }\`, or ${others}, if a client sends in chunks (git push does); browsers do not`
          : `${others} if a client sends in chunks; browsers do not`,
        related: [{ at: "web.server", message: "this server was chosen here" }],
      });
    }
  },
};

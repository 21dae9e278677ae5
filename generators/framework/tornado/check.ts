/** What the bridge into WSGI cannot give, said before anybody waits for it. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { otherServers } from "../../wsgi/other-servers.ts";
import { checkWebsockets, routesThat } from "../glue/routes.ts";

export function checkBridge(app: App, emit: Emit): void {
  if (app.server.appLink !== "wsgi") return;
  const server = below(app.wsgiAt, "server");
  const native = otherServers(app, emit, ({ accepts }) => accepts.includes("tornado")) ?? "of another kind";
  emit.report({
    code: "tornado-bridge",
    layer: "framework",
    at: server,
    message: `${app.server.name} runs this Tornado app through a WSGI bridge, where websockets and streaming are not possible`,
    help: `use wsgi.server ${native} if the app has either`,
  });
  checkWebsockets(app, emit);
  for (const at of routesThat(app, emit.plan, "stream"))
    emit.report({
      code: "stream-needs-tornado",
      layer: "framework",
      at,
      message: `a stream cannot pass ${app.server.name}: the WSGI bridge sends an answer when it is complete`,
      help: `use wsgi.server ${native}, which run Tornado natively`,
      related: [{ at: server, message: "this server was chosen here" }],
    });
}

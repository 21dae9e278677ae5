/** Routes that ask for what a WSGI call cannot give. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { locationsOf } from "../../plan/app-locations.ts";
import type { App } from "../../plan/plan.ts";
import { otherServers } from "../../wsgi/other-servers.ts";

/** PEP 3333 knows one request and one answer: a connection that stays open both ways is none. */
export function checkWebsockets(app: App, { report, ...layered }: Emit): void {
  if (app.server.appLink !== "wsgi") return;
  const { plan } = layered;
  const able = otherServers(app, layered, ({ accepts }) => accepts.includes(app.framework === "tornado" ? "tornado" : "asgi"));
  for (const at of routesThat(app, plan, "websocket"))
    report({
      code: "websocket-needs-asgi",
      layer: "framework",
      at,
      message: `a websocket cannot pass ${app.server.name}, which calls this ${app.framework} app by WSGI`,
      help: HELP[app.framework](able ?? "of another kind"),
      related: [{ at: below(app.wsgiAt, "server"), message: "this server was chosen here" }],
    });
}

const HELP: Readonly<Record<App["framework"], (servers: string) => string>> = {
  django: (servers) => `state \`interface: asgi\` with wsgi.server ${servers}, and the project's ASGI module`,
  tornado: (servers) => `use wsgi.server ${servers}, which run Tornado natively where no \`interface: wsgi\` is stated`,
  flask: () => "serve websockets by a second app of framework tornado or asgi, mounted at the route's path",
  wsgi: () => "serve websockets by a second app of framework tornado or asgi, mounted at the route's path",
  asgi: (servers) => `use wsgi.server ${servers}`,
};

/** Where stack.yaml says that a route streams or is a websocket. */
export function routesThat(app: App, plan: Emit["plan"], key: "stream" | "websocket"): readonly string[] {
  return locationsOf(plan, app)
    .filter(({ serve }) => serve.kind === "app" && serve[key])
    .map(({ path }) => below(app.at, "routes", path, key))
    .filter((at) => plan.written[at] !== undefined);
}

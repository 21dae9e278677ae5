/** Routes that ask for what a WSGI call cannot give. */
import { below } from "../../../schema/path.ts";
import { frameworkLayer } from "../../chosen.ts";
import type { Emit, Layered } from "../../layer.ts";
import { locationsOf } from "../../plan/app-locations.ts";
import type { App } from "../../plan/plan.ts";
import { oneOf, otherServers } from "../../wsgi/other-servers.ts";

/** PEP 3333 knows one request and one answer: a connection that stays open both ways is none. */
export function checkWebsockets(app: App, { report, ...layered }: Emit): void {
  if (app.server.appLink !== "wsgi") return;
  const { plan } = layered;
  for (const at of routesThat(app, plan, "websocket"))
    report({
      code: "websocket-needs-asgi",
      layer: "framework",
      at,
      message: `a websocket cannot pass ${app.server.name}, which calls this ${app.framework} app by WSGI`,
      help: helpFor(app, layered),
      related: [{ at: below(app.wsgiAt, "server"), message: "this server was chosen here" }],
    });
}

function helpFor(app: App, layered: Layered): string {
  const { websockets } = frameworkLayer(app, layered).facts;
  if (websockets === null) return `serve websockets by a second app of framework ${oneOf(ableOf(layered))}, mounted at the route's path`;
  return websockets.help(otherServers(app, layered, ({ accepts }) => accepts.includes(websockets.by)) ?? "of another kind");
}

/** Those that serve them by the interface that is theirs anyway. */
function ableOf({ registry }: Layered): readonly string[] {
  return Object.values(registry.framework)
    .filter(({ offers, facts }) => facts.websockets?.by === offers[0])
    .map(({ name }) => name);
}

/** Where stack.yaml says that a route streams or is a websocket. */
export function routesThat(app: App, plan: Emit["plan"], key: "stream" | "websocket"): readonly string[] {
  return locationsOf(plan, app)
    .filter(({ serve }) => serve.kind === "app" && serve[key])
    .map(({ path }) => below(app.at, "routes", path, key))
    .filter((at) => plan.written[at] !== undefined);
}

/** Routes that ask for what a WSGI call cannot give. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { locationsOf } from "../../plan/app-locations.ts";
import type { App } from "../../plan/plan.ts";

/** PEP 3333 knows one request and one answer: a connection that stays open both ways is none. */
export function checkWebsockets(app: App, { plan, report }: Emit): void {
  if (app.server.appLink !== "wsgi") return;
  for (const at of routesThat(app, plan, "websocket"))
    report({
      code: "websocket-needs-asgi",
      layer: "framework",
      at,
      message: `a websocket cannot pass ${app.server.name}, which calls this ${app.framework} app by WSGI`,
      help: HELP[app.framework],
      related: [{ at: below(app.wsgiAt, "server"), message: "this server was chosen here" }],
    });
}

const HELP: Readonly<Record<App["framework"], string>> = {
  django: "state `interface: asgi` with wsgi.server gateway or gunicorn, and the project's ASGI module",
  tornado: "use wsgi.server gateway or gunicorn, which run Tornado natively where no `interface: wsgi` is stated",
  flask: "serve websockets by a second app of framework tornado or asgi, mounted at the route's path",
  wsgi: "serve websockets by a second app of framework tornado or asgi, mounted at the route's path",
  asgi: "use wsgi.server gateway or gunicorn",
};

/** Where stack.yaml says that a route streams or is a websocket. */
export function routesThat(app: App, plan: Emit["plan"], key: "stream" | "websocket"): readonly string[] {
  return locationsOf(plan, app)
    .filter(({ serve }) => serve.kind === "app" && serve[key])
    .map(({ path }) => below(app.at, "routes", path, key))
    .filter((at) => plan.written[at] !== undefined);
}

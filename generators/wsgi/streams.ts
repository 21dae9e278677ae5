/** The URL paths of an app that stream or hold websockets: their requests are long by intent. */
import type { App, Plan } from "../plan/plan.ts";

export function streamPaths(plan: Plan, app: App): readonly string[] {
  return plan.locations.flatMap(({ path, serve }) =>
    serve.kind === "app" && serve.app === app.name && (serve.stream || serve.websocket) ? [path] : [],
  );
}

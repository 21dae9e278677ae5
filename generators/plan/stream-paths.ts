/** The URL paths of an app that stream or hold websockets: their requests are long by intent. */
import { locationsOf } from "./app-locations.ts";
import type { App, Plan } from "./plan.ts";

export function streamPaths(plan: Plan, app: App): readonly string[] {
  return locationsOf(plan, app).flatMap(({ path, serve }) => (serve.kind === "app" && (serve.stream || serve.websocket) ? [path] : []));
}

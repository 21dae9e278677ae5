/** The layers that a plan has chosen: who wants to know something of them asks them, and never for their names. */
import type { FrameworkLayer, Layered, WebLayer, WsgiLayer } from "./layer.ts";
import type { App } from "./plan/plan.ts";

export function webLayer({ plan, registry }: Layered): WebLayer {
  return registry.web[plan.web.server];
}

export function wsgiLayer({ server }: App, { registry }: Pick<Layered, "registry">): WsgiLayer {
  return registry.wsgi[server.name];
}

export function frameworkLayer({ framework }: App, { registry }: Pick<Layered, "registry">): FrameworkLayer {
  return registry.framework[framework];
}

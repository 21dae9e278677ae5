/** The WSGI servers that could take an app's server's place, its framework and web server as they are: for what advises another one. */
import type { Layered, WsgiLayer } from "../layer.ts";
import { type AppLink, meet, type WebLink } from "../plan/links.ts";
import type { App, ServerLinks } from "../plan/plan.ts";

type Fits = (layer: WsgiLayer, links: ServerLinks) => boolean;

/** `gateway or gunicorn`; null where none fits. */
export function otherServers(app: App, { plan, registry }: Layered, fits: Fits): string | null {
  const names = Object.values(registry.wsgi).flatMap((layer) => {
    if (layer.name === app.server.name) return [];
    const appLink = meet<AppLink>(layer.accepts, registry.framework[app.framework].offers);
    const webLink = appLink === null ? null : meet<WebLink>(registry.web[plan.web.server].accepts, layer.offers(appLink));
    return appLink !== null && webLink !== null && fits(layer, { appLink, webLink }) ? [layer.name] : [];
  });
  return names.length === 0 ? null : oneOf(names);
}

export function oneOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}

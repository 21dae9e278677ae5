/** Which layers fit which, computed from what each accepts and offers: the whole pairing table. */

import type { Registry, WsgiLayer } from "../layer.ts";
import { type AppLink, meet, type WebLink } from "../plan/links.ts";
import type { FrameworkName, WebName, WsgiName } from "../plan/plan.ts";

export type Pairing = {
  readonly web: WebName;
  readonly wsgi: WsgiName;
  readonly framework: FrameworkName;
  readonly appLink: AppLink;
  readonly webLink: WebLink;
};

export function pairings(registry: Registry): Pairing[] {
  return Object.values(registry.web).flatMap((web) =>
    Object.values(registry.wsgi).flatMap((wsgi) =>
      Object.values(registry.framework).flatMap((framework): Pairing[] => {
        const appLink = meet<AppLink>(wsgi.accepts, framework.offers);
        const webLink = appLink === null ? null : meet<WebLink>(web.accepts, wsgi.offers(appLink));
        if (appLink === null || webLink === null) return [];
        return [{ web: web.name, wsgi: wsgi.name, framework: framework.name, appLink, webLink }];
      }),
    ),
  );
}

/** The web servers that can stand before a server, whatever app it runs. */
export function frontsOf(server: WsgiLayer, { web }: Pick<Registry, "web">): readonly WebName[] {
  const fits = (accepts: readonly WebLink[]): boolean =>
    server.accepts.some((link) => meet<WebLink>(accepts, server.offers(link)) !== null);
  return Object.values(web)
    .filter(({ accepts }) => fits(accepts))
    .map(({ name }) => name);
}

export type Wanted = { readonly web: WebName; readonly wsgi: WsgiName; readonly framework: FrameworkName };

/**
 * The pairing that keeps most of what was wanted: the framework above all (it is the user's
 * code), then the web server, then the WSGI server.
 */
export function nearestPairing(wanted: Wanted, registry: Registry): Pairing | null {
  const score = (pairing: Pairing): number =>
    Number(pairing.framework === wanted.framework) * 4 + Number(pairing.web === wanted.web) * 2 + Number(pairing.wsgi === wanted.wsgi);
  const [best] = pairings(registry).sort((a, b) => score(b) - score(a));
  return best ?? null;
}

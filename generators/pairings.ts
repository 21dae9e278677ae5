/**
 * Which web server, WSGI server and framework go together. Neighbours fit when what the front
 * accepts and what the back offers meet; a pairing is supported when it also has a fixture,
 * whose folder names the build hands over.
 */
import { meet, type AppLink, type Link, type WebLink } from "./plan/links.ts";
import type { FrameworkName, WebName, WsgiName } from "./plan/plan.ts";
import type { Registry } from "./registry.ts";

export type PairingRow = {
  readonly web: WebName;
  readonly wsgi: WsgiName;
  readonly framework: FrameworkName;
  readonly appLink: AppLink;
  readonly webLink: WebLink;
};

/** `fixtures`: folder names `<web>-<wsgi>-<framework>`, or null to go by the links alone. */
export function pairings(registry: Registry, fixtures: readonly string[] | null): readonly PairingRow[] {
  const rows: PairingRow[] = [];
  for (const web of Object.values(registry.web))
    for (const wsgi of Object.values(registry.wsgi))
      for (const framework of Object.values(registry.framework)) {
        const appLink = meet<AppLink>(wsgi.accepts, framework.offers.filter(isAppLink));
        const webLink = appLink === null ? null : meet<WebLink>(web.accepts, wsgi.offers(appLink));
        if (appLink === null || webLink === null) continue;
        const row = { web: web.name, wsgi: wsgi.name, framework: framework.name, appLink, webLink };
        if (isSupported(row, fixtures)) rows.push(row);
      }
  return rows;
}

/** Without fixtures to ask: `web: node` is bundled with the gateway and runs nobody else. */
function isSupported({ web, wsgi, framework }: PairingRow, fixtures: readonly string[] | null): boolean {
  if (fixtures === null) return web !== "node" || wsgi === "gateway";
  return fixtures.includes(`${web}-${wsgi}-${framework}`);
}

function isAppLink(link: Link): link is AppLink {
  return link === "wsgi" || link === "asgi" || link === "tornado";
}

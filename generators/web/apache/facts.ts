/** What several files of this layer decide by, found once from the plan. */
import type { Layered } from "../../layer.ts";
import { appNamed } from "../../plan/app-named.ts";
import type { App, Location, Plan, Rate } from "../../plan/plan.ts";
import type { HttpdQuoter } from "../../quote/httpd.ts";

export type Facts = {
  /** The edge writes headers: it ends the clients' TLS. */
  readonly edgeSpeaks: boolean;
  /** The edge passes TLS through and names the client by the PROXY protocol. */
  readonly edgePasses: boolean;
  readonly proxied: readonly App[];
  readonly embedded: readonly App[];
  readonly rates: readonly Rate[];
  /** mod_qos counts requests. */
  readonly counts: boolean;
  readonly caches: boolean;
  /** No app and no folder at `/`. */
  readonly rootless: boolean;
  readonly fileRows: readonly FileRow[];
};

export type FileRow = Location & { readonly serve: Extract<Location["serve"], { readonly kind: "static" | "file" | "media" }> };

/** What each view of this layer is given. */
export type Given = Layered & { readonly facts: Facts; readonly q: HttpdQuoter };

export function factsOf({ apps, locations, trust, web }: Plan): Facts {
  const rates = new Map(locations.flatMap(({ rate }) => (rate === null ? [] : [[rate.zone, rate] as const])));
  return {
    edgeSpeaks: trust.edge !== null && trust.edge.tls !== "web",
    edgePasses: trust.edge?.tls === "web",
    proxied: apps.filter(({ server }) => server.webLink !== "embedded"),
    embedded: apps.filter(({ server }) => server.webLink === "embedded"),
    rates: [...rates.values()],
    counts: rates.size > 0 || web.limits.connections !== null,
    caches: locations.some(({ cache }) => cache !== null),
    rootless: !locations.some(({ path, exact }) => path === "/" && !exact),
    fileRows: locations.filter(isFileRow),
  };
}

function isFileRow(location: Location): location is FileRow {
  const { kind } = location.serve;
  return kind === "static" || kind === "file" || kind === "media";
}

export function links(facts: Facts, link: App["server"]["webLink"]): boolean {
  return facts.proxied.some(({ server }) => server.webLink === link);
}

export function appOf(plan: Plan, name: string): App | null {
  return appNamed(plan, name);
}

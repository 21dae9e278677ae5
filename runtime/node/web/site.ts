/** Settings made ready to be asked: patterns compiled, networks sorted, pages read. Made anew on reload. */

import type { Bounds } from "./bounds.ts";
import { strippedNames } from "./forwarded.ts";
import { type Networks, networksOf } from "./networks.ts";
import { loadPages, type Page } from "./pages.ts";
import type { App, Location, Settings } from "./settings.ts";
import { loadUsers, type Users } from "./users.ts";

export type Row = Location & {
  readonly app: App | null;
  readonly allowed: Networks;
  readonly denied: Networks;
  readonly users: Users | null;
};

export type ReadySite = {
  readonly settings: Settings;
  readonly rows: readonly Row[];
  readonly trusted: Networks;
  readonly maintenanceAllowed: Networks;
  readonly refuse: readonly RegExp[];
  readonly stripped: ReadonlySet<string>;
  readonly pages: ReadonlyMap<number, Page>;
  readonly compressible: ReadonlySet<string>;
  readonly hashedName: RegExp;
  /** Lower-case names that an app's answer may not set: ours, or nobody's. */
  readonly ownedHeaders: ReadonlySet<string>;
  readonly spoolFolder: string;
  readonly bounds: Bounds;
};

export async function readySite(settings: Settings, bounds: Bounds): Promise<ReadySite> {
  const { headers, edge, maintenance } = settings;
  const owned = [...headers.set.map(({ name }) => name), ...headers.remove, "Strict-Transport-Security", "X-Request-ID"];
  return {
    settings,
    rows: await Promise.all(settings.locations.map((location) => readyRow(location, settings))),
    trusted: networksOf(edge?.trusted ?? []),
    maintenanceAllowed: networksOf(maintenance.allow),
    refuse: settings.request.refuse.map((pattern) => new RegExp(pattern, "i")),
    stripped: strippedNames(settings.request.strip),
    pages: await loadPages(settings),
    compressible: new Set(settings.compression.types.map((type) => type.toLowerCase())),
    hashedName: new RegExp(settings.files.hashedName),
    ownedHeaders: new Set(owned.map((name) => name.toLowerCase())),
    spoolFolder: `${settings.cacheFolder}/spool`,
    bounds,
  };
}

async function readyRow(location: Location, { apps }: Settings): Promise<Row> {
  const { serve, access } = location;
  const app = "app" in serve ? apps.find(({ name }) => name === serve.app) : null;
  if (app === undefined) throw new Error(`location ${location.path} names an app that is not there`);
  const usersFile = access?.basicAuth?.usersFile;
  return {
    ...location,
    app,
    allowed: networksOf(access?.allow ?? []),
    denied: networksOf(access?.deny ?? []),
    users: usersFile === undefined ? null : await loadUsers(usersFile),
  };
}

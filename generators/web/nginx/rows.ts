/**
 * From the plan's URL table to nginx's locations. `/x` is `= /x` and `^~ /x/`: a plain
 * `location /x` would take `/xyz` too, and with `alias` lead out of its folder (RULES F1).
 */
import { coveringPaths } from "../../plan/covering-paths.ts";
import type { Location, Plan } from "../../plan/plan.ts";

export type Row = {
  readonly exact: boolean;
  readonly url: string;
  readonly location: Location;
};

/** In the plan's order; no two rows have the same match. Null stands for a site without an app at `/`. */
export function rowsOf(locations: readonly Location[]): readonly Row[] {
  const rows = new Map<string, Row>();
  const put = (row: Row) => {
    const key = `${row.exact ? "=" : "^~"} ${row.url}`;
    if (!rows.has(key)) rows.set(key, row);
  };
  const stated = new Set(locations.map(({ exact, path }) => `${exact ? "=" : "^~"} ${path}`));
  const prefixes = new Map(locations.filter(({ exact }) => !exact).map((location) => [location.path, location]));
  for (const location of locations) {
    const { path, exact } = location;
    if (exact || path.endsWith("/")) put({ exact, url: path, location });
    else {
      if (!stated.has(`= ${path}`)) put({ exact: true, url: path, location });
      if (!stated.has(`^~ ${path}/`)) put({ exact: false, url: `${path}/`, location });
    }
    const above = exact ? null : slashless(path, prefixes);
    if (above !== null && !stated.has(`= ${above.url}`)) put(above);
  }
  return [...rows.values()];
}

/**
 * nginx answers `/x` with a redirect of its own where `/x/` is handed to an app
 * (https://nginx.org/en/docs/http/ngx_http_core_module.html#location). What covers `/x` answers.
 */
function slashless(path: string, prefixes: ReadonlyMap<string, Location>): Row | null {
  if (path === "/" || !path.endsWith("/") || prefixes.get(path)?.serve.kind !== "app") return null;
  const url = path.slice(0, -1);
  if (prefixes.has(url)) return null;
  const covering = coveringPaths(url).map((above) => prefixes.get(above));
  const location = covering.find((above) => above !== undefined);
  return location === undefined ? null : { exact: true, url, location };
}

export function handsOutFiles({ locations }: Pick<Plan, "locations">): boolean {
  return locations.some(({ serve }) => serve.kind !== "app" && serve.kind !== "health");
}

export function isLogged({ path, serve }: Location, exclude: readonly string[]): boolean {
  return serve.kind !== "health" && !coveringPaths(path).some((above) => exclude.includes(above));
}

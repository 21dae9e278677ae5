/**
 * The site's URL table: every path that anything in stack.yaml speaks about, with all that
 * holds there. Web servers pick one row a request, so each row is complete: what a row does not
 * state itself it has from the longest path that covers it.
 *
 * `/x` covers `/x` and all below `/x/`; `/x/` covers all below it.
 */
import { below } from "../../schema/path.ts";
import { coveringPaths } from "./covering-paths.ts";
import type { Location, Serve } from "./plan.ts";
import type { Statement } from "./statements.ts";

type Base = Pick<Location, "bodyBytes" | "requestTimeS">;

export function planLocations(statements: readonly Statement[], base: Base): Location[] {
  const paths = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = `${statement.exact ? "=" : "^"}${statement.path}`;
    paths.set(key, [...(paths.get(key) ?? []), statement]);
  }
  const index = indexByPath(statements);
  return [...paths.values()].flatMap((own) => row(own, index, base)).sort(longestFirst);
}

/** Prefix statements by path, so that a row asks only for its own ancestors: 2,000 apps stay cheap. */
function indexByPath(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const index = new Map<string, Statement[]>();
  for (const statement of statements) {
    if (statement.exact) continue;
    const known = index.get(statement.path);
    if (known === undefined) index.set(statement.path, [statement]);
    else known.push(statement);
  }
  return index;
}

function row(own: readonly Statement[], index: ReadonlyMap<string, readonly Statement[]>, base: Base): Location[] {
  const [first] = own;
  if (first === undefined) return [];
  const above = coveringPaths(first.path).flatMap((path) => index.get(path) ?? []);
  const all = first.exact ? [...own, ...above] : above;
  const nearest = <K extends keyof Statement>(key: K) => all.find((statement) => statement[key] !== undefined);
  const serving = nearest("serve");
  if (serving?.serve === undefined) return [];
  const timed = nearest("requestTimeS");
  const closed = serving.serve.kind === "health";
  if (isHidden(serving.serve, first.path.slice(serving.path.length))) return [];
  const serve = serveAt(serving.serve, serving.path, first.path, all);
  return [
    {
      path: first.path,
      exact: first.exact,
      serve,
      bodyBytes: nearest("bodyBytes")?.bodyBytes ?? base.bodyBytes,
      requestTimeS: timed?.requestTimeS ?? base.requestTimeS,
      requestTimeAt: timed === undefined ? "web.limits.request_time" : below(timed.at, "request_time"),
      // Probes are answered whatever is closed to users.
      rate: closed ? null : (nearest("rate")?.rate ?? null),
      access: closed ? null : (nearest("access")?.access ?? null),
      cache: hasWholeAnswers(serve) ? (nearest("cache")?.cache ?? null) : null,
      at: (own.find((statement) => statement.serve !== undefined) ?? first).at,
    },
  ];
}

/** A rule for a dotfile of a folder does not bring it to light: without a row of its own, its folder's row keeps it hidden. */
function isHidden({ kind }: Serve, rest: string): boolean {
  return (kind === "static" || kind === "media" || kind === "protected") && rest.split("/").some((segment) => segment.startsWith("."));
}

/** The cache is for what an app makes again each time: files are at hand, and a stream is never complete. */
function hasWholeAnswers(serve: Serve): boolean {
  return serve.kind === "app" && !serve.stream && !serve.websocket;
}

/** A row below a folder's URL serves the folder below; a row below an app inherits its route. */
function serveAt(serve: Serve, base: string, path: string, all: readonly Statement[]): Serve {
  if (serve.kind === "app") {
    const route = all.find((statement) => statement.route !== undefined)?.route;
    return route === undefined ? serve : { ...serve, ...route };
  }
  if (serve.kind === "static" || serve.kind === "media" || serve.kind === "protected") {
    const rest = path.slice(base.length).replace(/\/$/, "");
    return rest === "" ? serve : { ...serve, folder: `${serve.folder}/${rest}` };
  }
  return serve;
}

function longestFirst(a: Location, b: Location): number {
  return b.path.length - a.path.length || (a.path < b.path ? -1 : a.path > b.path ? 1 : Number(b.exact) - Number(a.exact));
}

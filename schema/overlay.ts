/**
 * An environment laid over the rest of the file. Maps merge by key, lists and single values replace,
 * null removes. `name` and `environments` do not change (validate refuses them in an environment).
 *
 * The merged tree still answers where each value is written: a path is followed through the overlay for
 * as long as both sides are maps; the side that has the value is where it stands.
 */
import type { Result } from "./diagnostic.ts";
import { nearest } from "./nearest.ts";
import type { Path } from "./path.ts";
import { report } from "./report.ts";
import { type Data, isMap, type Tree, valueAt } from "./source.ts";

type MutableMap = { [key: string]: Data };

/** Keys of the top level that belong to the stack in all of its environments. */
export const FIXED_KEYS: ReadonlySet<string> = new Set(["name", "environments"]);

export function overlay(tree: Tree, environment: string | null): Result<Tree> {
  if (environment === null) return { value: tree, diagnostics: [] };
  const laid = valueAt(tree.data, ["environments", environment]);
  if (laid === undefined) return { value: null, diagnostics: [unknownEnvironment(tree, environment)] };
  if (!isMap(laid) || !isMap(tree.data)) return { value: tree, diagnostics: [] };
  const changes = withoutFixedKeys(laid);
  const data = mergeMaps(tree.data, changes);
  const origin = originIn(tree.data, changes, ["environments", environment]);
  const value: Tree = {
    source: tree.source,
    data,
    locate: (path, part) => tree.locate(origin(path), part),
    has: (path) => valueAt(data, path) !== undefined,
    origin: (path) => tree.origin(origin(path)),
  };
  return { value, diagnostics: [] };
}

function unknownEnvironment(tree: Tree, environment: string) {
  const environments = valueAt(tree.data, ["environments"]);
  const names = isMap(environments) ? Object.keys(environments) : [];
  const near = nearest(environment, names);
  const known = names.length === 0 ? "the file has no environments" : `the file has ${names.join(", ")}`;
  const help = near === null ? known : `did you mean ${near}?`;
  const span = tree.locate(["environments"], "key");
  return report("unknown-environment", "schema", span, `no environment is called ${JSON.stringify(environment)}`, { help });
}

function withoutFixedKeys(laid: { readonly [key: string]: Data }): MutableMap {
  const changes: MutableMap = Object.create(null);
  for (const [key, value] of Object.entries(laid)) if (!FIXED_KEYS.has(key)) changes[key] = value;
  return changes;
}

function mergeMaps(base: { readonly [key: string]: Data }, changes: { readonly [key: string]: Data }): MutableMap {
  const merged: MutableMap = Object.assign(Object.create(null), base);
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) delete merged[key];
    else merged[key] = mergeValue(base[key], change);
  }
  return merged;
}

/** A map laid over nothing, or over something else, is still rid of its nulls. */
function mergeValue(base: Data | undefined, change: Data): Data {
  if (!isMap(change)) return change;
  return mergeMaps(isMap(base) ? base : Object.create(null), change);
}

function originIn(base: Data, changes: Data, prefix: Path): (path: Path) => Path {
  return (path) => {
    let below: Data | undefined = base;
    let above: Data | undefined = changes;
    for (const step of path) {
      below = valueAt(below ?? null, [step]);
      above = valueAt(above ?? null, [step]);
      if (above === undefined) return path;
      if (!isMap(above) || !isMap(below)) return [...prefix, ...path];
    }
    return path;
  };
}

/**
 * The keys of every environment, chosen or not. An environment is any part of a stack, so only its keys
 * can be checked before it is laid over the rest; a slip in one should not wait for the day it is chosen.
 */
import type { Diagnostic } from "./diagnostic.ts";
import { helpForKey, shapeNamed } from "./known-keys.ts";
import { FIXED_KEYS } from "./overlay.ts";
import type { Path } from "./path.ts";
import { report } from "./report.ts";
import { showKey } from "./show.ts";
import { type Data, isList, isMap, type Tree, valueAt } from "./source.ts";

export function checkEnvironments(tree: Tree): Diagnostic[] {
  const environments = valueAt(tree.data, ["environments"]);
  if (!isMap(environments)) return [];
  return Object.entries(environments).flatMap(([name, laid]) => checkOne(tree, laid, ["environments", name]));
}

function checkOne(tree: Tree, laid: Data, path: Path): Diagnostic[] {
  if (!isMap(laid)) return [];
  const fixed = [...FIXED_KEYS].filter((key) => key in laid);
  const refused = fixed.map((key) => {
    const help = "it is the same in all environments";
    return report("unknown-key", "schema", tree.locate([...path, key], "key"), `${key} cannot change in an environment`, { help });
  });
  const rest = Object.entries(laid).filter(([key]) => !FIXED_KEYS.has(key));
  return [...refused, ...checkKeys(tree, Object.fromEntries(rest), "Stack", path)];
}

function checkKeys(tree: Tree, data: Data, shapeName: string | null, path: Path): Diagnostic[] {
  const { keys, values, items, extensions } = shapeNamed(shapeName);
  if (isList(data)) return data.flatMap((item, i) => checkKeys(tree, item, items ?? null, [...path, i]));
  if (!isMap(data) || shapeName === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (keys !== undefined && Object.hasOwn(keys, key)) return checkKeys(tree, value, keys[key] ?? null, [...path, key]);
    if (values !== undefined) return checkKeys(tree, value, values, [...path, key]);
    if (keys === undefined || (extensions && key.startsWith("x-"))) return [];
    return [unknownKey(tree, [...path, key], shapeName)];
  });
}

export function unknownKey(tree: Tree, path: Path, shapeName: string): Diagnostic {
  const key = String(path.at(-1));
  return report("unknown-key", "schema", tree.locate(path, "key"), `there is no key ${showKey(key)} here`, {
    help: helpForKey(key, shapeName),
  });
}

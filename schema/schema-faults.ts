/**
 * ajv's errors as diagnostics, one for each fault. ajv reports every branch it went through (both sides
 * of a short form, each `if`); of the errors at one place the most telling is kept.
 */
import type { Diagnostic } from "./diagnostic.ts";
import { keysOf } from "./known-keys.ts";
import { nearest } from "./nearest.ts";
import { type Path, pathText } from "./path.ts";
import { sayFault } from "./say-fault.ts";
import { placeOf } from "./schema-place.ts";
import { type Tree, valueAt } from "./source.ts";
import type { SchemaError } from "./validate.generated.js";

/** One ajv error with its path (of the value, or of the key it is about) and the definition it broke. */
export type SchemaFault = {
  readonly keyword: string;
  readonly path: Path;
  readonly part: "key" | "value";
  /**
   * Name of the schema's definition that was broken: `Size`, `Web`, `Stack` for the top; for a key that
   * is missing, unknown or refused, that of the map. Empty where the schema has no name for it.
   */
  readonly definition: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** Keywords by how much they tell; those not named here only say that a branch failed. */
const RANK: readonly string[] = [
  "additionalProperties",
  "required",
  "false schema",
  "type",
  "enum",
  "const",
  "propertyNames",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "minProperties",
  "maxItems",
  "uniqueItems",
];

export function faultsOf(errors: readonly SchemaError[], tree: Tree): Diagnostic[] {
  const told = errors.filter(({ keyword }) => RANK.includes(keyword)).map((error) => placeOf(error, tree.data));
  const faults = told.filter((fault) => !isInsideName(fault, tree));
  return withoutSecondHalf(withoutSlips(mostTelling(faults))).map((fault) => sayFault(fault, tree));
}

/** What ajv says of a key's name it says twice: as `propertyNames`, and of the map as if it were text. */
function isInsideName({ keyword, path }: SchemaFault, tree: Tree): boolean {
  return OF_TEXT.has(keyword) && typeof valueAt(tree.data, path) !== "string";
}

const OF_TEXT: ReadonlySet<string> = new Set(["pattern", "minLength", "maxLength"]);

/** The most telling fault of each place. Values that repeat are told one by one. */
function mostTelling(faults: readonly SchemaFault[]): SchemaFault[] {
  const best = new Map<string, SchemaFault>();
  for (const fault of faults) {
    const place = `${pathText(fault.path)} ${fault.part}`;
    const other = best.get(place);
    if (other === undefined || RANK.indexOf(fault.keyword) < RANK.indexOf(other.keyword)) best.set(place, fault);
  }
  return [...best.values()];
}

/** A key that is missing because it stands there misspelled is one fault: the misspelled key. */
function withoutSlips(faults: readonly SchemaFault[]): SchemaFault[] {
  const missed = new Set<string>();
  for (const { keyword, path, definition } of faults) {
    if (keyword !== "additionalProperties") continue;
    const meant = nearest(String(path.at(-1)), keysOf(definition));
    if (meant !== null) missed.add(pathText([...path.slice(0, -1), meant]));
  }
  return faults.filter(({ keyword, path }) => keyword !== "required" || !missed.has(pathText(path)));
}

/** `app` and `wsgi` are one short form: beside `apps`, one word about both is enough. */
function withoutSecondHalf(faults: readonly SchemaFault[]): SchemaFault[] {
  const isBesideApps = ({ keyword, path }: SchemaFault, key: string): boolean => keyword === "false schema" && pathText(path) === key;
  const hasApp = faults.some((fault) => isBesideApps(fault, "app"));
  return faults.filter((fault) => !hasApp || !isBesideApps(fault, "wsgi"));
}

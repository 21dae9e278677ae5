/**
 * Where an ajv error belongs: its JSON pointer as a path, and the definition that holds there. (ajv's own
 * schema path begins anew in each definition, so it does not tell.)
 */
import { shapeNamed } from "./known-keys.ts";
import type { Path } from "./path.ts";
import type { SchemaFault } from "./schema-faults.ts";
import { type Data, isList, valueAt } from "./source.ts";
import type { SchemaError } from "./validate.generated.js";

export function placeOf(error: SchemaError, data: Data): SchemaFault {
  const { keyword, params } = error;
  const at = pathOf(error.instancePath, data);
  const key = keyOf(error, at);
  const parent = keyword === "false schema" ? at.slice(0, -1) : at;
  const path = key === null ? at : [...parent, key];
  const part = key === null ? "value" : "key";
  return { keyword, path, part, definition: definitionOf(error, parent), params };
}

/** The key an error is about, when it is about a key of the map it stands at. */
function keyOf({ keyword, params }: SchemaError, at: Path): string | null {
  if (keyword === "false schema") return String(at.at(-1));
  if (keyword === "propertyNames") return String(params.propertyName);
  if (keyword === "additionalProperties") return String(params.additionalProperty);
  return keyword === "required" ? String(params.missingProperty) : null;
}

/** `/apps/0/static/~1x` -> ["apps", 0, "static", "/x"]. */
function pathOf(pointer: string, data: Data): Path {
  const path: (string | number)[] = [];
  let at: Data | undefined = data;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const step: string | number = isList(at) ? Number(key) : key;
    at = at === undefined ? undefined : valueAt(at, [step]);
    path.push(step);
  }
  return path;
}

/** The definition that holds at a path; for the name of a key, what such names are. */
function definitionOf({ keyword, params }: SchemaError, path: Path): string {
  if (keyword === "pattern" && params.pattern === NO_FACTORY) return "ModuleNoFactory";
  const at = path.reduce<string | null>(definitionBelow, "Stack");
  return (keyword === "propertyNames" ? shapeNamed(at).names : at) ?? "";
}

/** The pattern of ModuleNoFactory, a second demand on a module: it holds for django alone. */
const NO_FACTORY = "[^)]$";

function definitionBelow(definition: string | null, step: string | number): string | null {
  const { keys, values, items, first } = shapeNamed(definition);
  if (typeof step === "number") return (step === 0 ? (first ?? items) : items) ?? null;
  if (keys !== undefined && Object.hasOwn(keys, step)) return keys[step] ?? null;
  return values ?? null;
}

/** Advice is tried before it is given: what the schema would say of another value at the same place. */
import { type Path, pathText } from "./path.ts";
import type { SchemaFault } from "./schema-faults.ts";
import { placeOf } from "./schema-place.ts";
import { type Data, isList, isMap, type Tree } from "./source.ts";
import checkSchema from "./validate.generated.js";

/** Null: it would stand. */
export function refusalOf(tree: Tree, path: Path, value: Data): SchemaFault | null {
  const data = replaced(tree.data, path, value);
  checkSchema(data);
  const faults = (checkSchema.errors ?? []).map((error) => placeOf(error, data)).filter((fault) => isBelow(fault.path, path));
  return faults.find(({ keyword }) => keyword === "pattern") ?? faults[0] ?? null;
}

function isBelow(path: Path, place: Path): boolean {
  return pathText(path.slice(0, place.length)) === pathText(place);
}

function replaced(data: Data, path: Path, value: Data): Data {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (isList(data)) return data.map((item, i) => (i === key ? replaced(item, rest, value) : item));
  return isMap(data) ? { ...data, [key]: replaced(data[key] ?? null, rest, value) } : data;
}

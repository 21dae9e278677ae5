/** Which keys a place of the language has, and what to say of one it has not. */
import { FOREIGN_WORDS, NOT_HERE } from "./foreign-words.ts";
import { nearest } from "./nearest.ts";
import { type Shape, shapes } from "./shape.generated.ts";

const NONE: Shape = {};
const LONGEST_LIST = 16;

export function shapeNamed(name: string | null | undefined): Shape {
  return name ? (shapes[name] ?? NONE) : NONE;
}

export function keysOf(shapeName: string): readonly string[] {
  return Object.keys(shapeNamed(shapeName).keys ?? {});
}

/** Help for a key that the shape does not have. */
export function helpForKey(key: string, shapeName: string): string | null {
  const own = keysOf(shapeName);
  if (key.startsWith("x-")) return "keys that begin with x- stand at the top level, and in an app";
  const none = NOT_HERE[`${shapeName}.${key.toLowerCase()}`] ?? NOT_HERE[key.toLowerCase()];
  if (none !== undefined) return none;
  const near = nearest(key, own);
  if (near !== null) return `did you mean ${near}?`;
  const foreign = Object.hasOwn(FOREIGN_WORDS, key.toLowerCase()) ? FOREIGN_WORDS[key.toLowerCase()] : undefined;
  if (foreign !== undefined) return foreign;
  const elsewhere = (homes()[key] ?? []).slice(0, 2);
  if (elsewhere.length > 0) return `${key} is a key of ${elsewhere.join(" and of ")}`;
  const far = nearest(key, Object.keys(homes()));
  if (far !== null) return `did you mean ${far}, a key of ${homes()[far]?.[0] ?? "the top level"}?`;
  return own.length > 0 && own.length <= LONGEST_LIST ? `the keys here are ${own.join(", ")}` : null;
}

let known: Readonly<Record<string, string[]>> | null = null;

/** Where each key of the language lives, nearest to the top first: `body` in web.limits and app.routes. */
function homes(): Readonly<Record<string, string[]>> {
  known ??= findHomes();
  return known;
}

function findHomes(): Record<string, string[]> {
  const found: Record<string, string[]> = Object.create(null);
  const seen = new Set<string>();
  let level: [shape: string, place: string][] = [["Stack", ""]];
  while (level.length > 0) {
    const fresh = level.filter(([shape]) => !seen.has(shape));
    for (const [shape, place] of fresh) {
      seen.add(shape);
      const home = place === "" ? "the top level" : place;
      for (const key of keysOf(shape)) found[key] = [...(found[key] ?? []), home];
    }
    level = fresh.flatMap(([shape, place]) => childrenOf(shapeNamed(shape), place));
  }
  return found;
}

/** Environments repeat the whole language and apps[] repeats app: both are left out. */
function childrenOf({ keys = {}, values, items }: Shape, place: string): [string, string][] {
  const children: [string, string][] = [];
  for (const [key, shape] of Object.entries(keys)) {
    if (shape !== null && key !== "environments" && key !== "apps") children.push([shape, place === "" ? key : `${place}.${key}`]);
  }
  if (values !== undefined) children.push([values, `${place}.<name>`]);
  if (items !== undefined) children.push([items, `${place}[]`]);
  return children;
}

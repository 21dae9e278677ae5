/** What the layers themselves have the language say (layer-words.ts), by what it is looked up by. */
import type { LayerWords } from "./layer-words.ts";
import { WORDS } from "./layers.generated.ts";

const ALL: readonly (readonly [name: string, words: LayerWords])[] = Object.values(WORDS).flatMap((rows) => Object.entries(rows));

/** Keys that people bring from a layer. */
export const LAYER_KEYS: Readonly<Record<string, string>> = Object.fromEntries(ALL.flatMap(([, { keys = {} }]) => Object.entries(keys)));

/** Missing keys, as `name.key`. */
export const LAYER_MISSING: Readonly<Record<string, string>> = Object.fromEntries(
  ALL.flatMap(([name, { missing = {} }]) => Object.entries(missing).map(([key, help]) => [`${name}.${key}`, help])),
);

/** What people write for a layer as the value of a key. */
export function layerValues(key: string): Readonly<Record<string, string>> {
  return Object.assign({}, ...ALL.map(([, { values = {} }]) => values[key]));
}

export function exampleOf(role: keyof typeof WORDS, name: string): string {
  return (WORDS[role] as Readonly<Record<string, LayerWords>>)[name]?.example ?? "";
}

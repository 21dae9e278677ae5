/** The table of origins that line ranges point into: each origin once, sorted. */
import type { File } from "../render/file.ts";
import { type Origin, originKey } from "../render/origin.ts";

export type OriginIndex = {
  readonly origins: readonly Origin[];
  readonly numberOf: (origin: Origin) => number;
};

/** An origin is compared by its text once an object: the same one stands at thousands of lines. */
export function indexOrigins(files: readonly File[]): OriginIndex {
  const found = new Set<Origin>();
  for (const file of files) for (const range of file.lines) for (const origin of range.origins) found.add(origin);
  const keyed = [...found]
    .map((origin) => ({ origin, key: originKey(origin) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const origins: Origin[] = [];
  const numbers = new Map<Origin, number>();
  let last = "";
  for (const { origin, key } of keyed) {
    if (key !== last) origins.push(origin);
    last = key;
    numbers.set(origin, origins.length - 1);
  }
  return { origins, numberOf: (origin) => numbers.get(origin) ?? -1 };
}

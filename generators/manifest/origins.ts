/** The table of origins that line ranges point into: each origin once, sorted. */
import type { File } from "../render/file.ts";
import { type Origin, originKey } from "../render/origin.ts";

export type OriginIndex = {
  readonly origins: readonly Origin[];
  readonly numberOf: (origin: Origin) => number;
};

export function indexOrigins(files: readonly File[]): OriginIndex {
  const keys = new Map<Origin, string>();
  for (const file of files) for (const range of file.lines) for (const origin of range.origins) noteKey(keys, origin);
  const byKey = new Map([...keys].map(([origin, key]) => [key, origin]));
  const sorted = [...byKey.keys()].sort();
  const numbers = new Map(sorted.map((key, number) => [key, number]));
  return {
    origins: sorted.flatMap((key) => byKey.get(key) ?? []),
    numberOf: (origin) => numbers.get(keys.get(origin) ?? "") ?? -1,
  };
}

/** A key is worked out once an object: the same one stands at thousands of lines. */
function noteKey(keys: Map<Origin, string>, origin: Origin): void {
  if (!keys.has(origin)) keys.set(origin, originKey(origin));
}

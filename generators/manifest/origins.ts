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
  const byKey = new Map<string, Origin[]>();
  for (const origin of found) byKey.set(originKey(origin), [...(byKey.get(originKey(origin)) ?? []), origin]);
  const sorted = [...byKey.keys()].sort().map((key) => byKey.get(key) ?? []);
  const numbers = new Map(sorted.flatMap((same, number) => same.map((origin) => [origin, number] as const)));
  return { origins: sorted.flatMap(([first]) => first ?? []), numberOf: (origin) => numbers.get(origin) ?? -1 };
}

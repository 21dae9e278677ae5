/** The table of origins that line ranges point into: each origin once, sorted. */
import type { File } from "../render/file.ts";
import { type Origin, originKey } from "../render/origin.ts";

export type OriginIndex = {
  readonly origins: readonly Origin[];
  readonly numberOf: (origin: Origin) => number;
};

export function indexOrigins(files: readonly File[]): OriginIndex {
  const found = new Map<string, Origin>();
  for (const file of files) for (const range of file.lines) for (const origin of range.origins) found.set(originKey(origin), origin);
  const keys = [...found.keys()].sort();
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return {
    origins: keys.flatMap((key) => found.get(key) ?? []),
    numberOf: (origin) => numbers.get(originKey(origin)) ?? -1,
  };
}

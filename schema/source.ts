/**
 * The first noun of the line: the text of one stack.yaml and where things stand in it.
 * Reading the file is the caller's business (cli/).
 */
import type { Position, Span } from "./diagnostic.ts";
import type { Path } from "./path.ts";

export type Source = { readonly file: string; readonly text: string };

/** A parsed value as plain data: null-prototype objects, arrays, strings, numbers, booleans, null. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/**
 * A parsed document. `locate` answers for any path, present or not: the value's own span (or
 * its key's, with `part: "key"`), else that of the nearest ancestor that is there.
 */
export type Tree = {
  readonly source: Source;
  readonly data: Data;
  locate(path: Path, part?: "key" | "value"): Span;
  has(path: Path): boolean;
};

/** Offsets of line starts, for turning offsets into positions. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}

export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
}

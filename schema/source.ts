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
 * A parsed document, possibly with an environment laid over it.
 *
 * `locate` answers for any path, present or not: the value's own span, or its key's with `part: "key"`.
 * For what is not there it is the key of the nearest ancestor that is (for the top level, the first key).
 * `origin` is where the value is written in the file: `environments.staging.web` for what an environment
 * changed or removed, the path itself for the rest.
 */
export type Tree = {
  readonly source: Source;
  readonly data: Data;
  locate(path: Path, part?: "key" | "value"): Span;
  has(path: Path): boolean;
  origin(path: Path): Path;
};

/** The value at a path, or undefined. */
export function valueAt(data: Data, path: Path): Data | undefined {
  let at: Data | undefined = data;
  for (const step of path) {
    if (at === null || typeof at !== "object") return undefined;
    at = isList(at) ? (typeof step === "number" ? at[step] : undefined) : at[step];
  }
  return at;
}

export function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

export function isMap(data: Data | undefined): data is { readonly [key: string]: Data } {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

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

/**
 * JSON output with an origin for each line. The text is exactly what
 * `JSON.stringify(value, null, 2)` prints; only the line count is ours.
 */
import type { File } from "./file.ts";
import type { Origin } from "./origin.ts";
import { appendLines } from "./render.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `originAt` answers for the path of keys from the root down to a value. */
export function renderJson(path: string, value: Json, originAt: (keys: readonly string[]) => Origin): File {
  const lines: { first: number; last: number; origins: readonly Origin[] }[] = [];
  const out: string[] = [];
  const print = (text: string, keys: readonly string[]): void => {
    out.push(text);
    appendLines(lines, [originAt(keys)], 1);
  };
  walk(value, [], "", "", "", print);
  return { path, mode: 0o644, text: `${out.join("\n")}\n`, lines };
}

function walk(
  value: Json,
  keys: readonly string[],
  indent: string,
  lead: string,
  tail: string,
  print: (text: string, keys: readonly string[]) => void,
): void {
  const entries = childrenOf(value);
  if (entries === null || entries.length === 0) {
    print(`${indent}${lead}${JSON.stringify(value)}${tail}`, keys);
    return;
  }
  const isList = Array.isArray(value);
  print(`${indent}${lead}${isList ? "[" : "{"}`, keys);
  entries.forEach(([key, child], index) => {
    const comma = index < entries.length - 1 ? "," : "";
    walk(child, [...keys, key], `${indent}  `, isList ? "" : `${JSON.stringify(key)}: `, comma, print);
  });
  print(`${indent}${isList ? "]" : "}"}${tail}`, keys);
}

function childrenOf(value: Json): readonly (readonly [string, Json])[] | null {
  if (value === null || typeof value !== "object") return null;
  return Object.entries(value);
}

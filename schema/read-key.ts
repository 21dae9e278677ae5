/**
 * Keys of maps: text, and each once. Whole numbers count as text as written (`404: page.html`). Keys
 * that JavaScript objects inherit are refused: a later copy could change every object of the process.
 */
import { isScalar, type Node, type Scalar } from "yaml";
import { findForbidden } from "./check-text.ts";
import type { OffsetFault, Range } from "./offset-fault.ts";

export type KeyReading = { readonly key: string | null; readonly fault: OffsetFault | null };

const INHERITED = new Set(["__proto__", "constructor", "prototype"]);

export const isInherited = (key: string): boolean => INHERITED.has(key);

const LONGEST_KEY = 1024;

/** Reads one key and notes its place among its siblings. */
export function readKey(key: Node | null, value: Node | null, siblings: Map<string, Range>): KeyReading {
  const range = rangeOfKey(key, value);
  const text = isScalar(key) ? textOf(key) : null;
  if (text === null) return refuse(range, "a key that is not text", "put the key in quotes");
  if (isInherited(text)) return refuse(range, `${text} cannot be a key`);
  if (text.length > LONGEST_KEY) return refuse(range, `a key of more than ${LONGEST_KEY} characters`);
  const forbidden = findForbidden(text);
  if (forbidden !== null) return { key: null, fault: { code: "yaml-control-character", ...range, message: `${forbidden} in a key` } };
  return checkOnce(text, range, siblings);
}

function checkOnce(text: string, range: Range, siblings: Map<string, Range>): KeyReading {
  const first = siblings.get(text);
  if (first === undefined) {
    siblings.set(text, range);
    return { key: text, fault: null };
  }
  const related = { ...first, message: "first here" };
  return { key: null, fault: { code: "yaml-duplicate-key", ...range, message: `${JSON.stringify(text)} stands here twice`, related } };
}

/** Text, or a whole number as written; else null. */
function textOf({ value, source }: Scalar): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" && source !== undefined && /^\d{1,15}$/.test(source) ? source : null;
}

function refuse(range: Range, message: string, help?: string): KeyReading {
  return { key: null, fault: { code: "yaml-key", ...range, message, ...(help === undefined ? {} : { help }) } };
}

function rangeOfKey(key: Node | null, value: Node | null): Range {
  const [start, end] = key?.range ?? value?.range ?? [0, 0];
  return { start, end };
}

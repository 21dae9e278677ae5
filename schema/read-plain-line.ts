/**
 * One line of plain YAML, from left to right: keys, words, numbers, quoted text, `{}` and `[]`. What is
 * not plain here is `undefined`, never a guess; see read-plain.ts.
 *
 * YAML 1.2.2, 7.3.3 "Plain Style" and 10.3 "Core Schema": which characters may stand in a word, and which
 * words are no text.
 */
import { isInherited } from "./read-key.ts";
import type { Data } from "./source.ts";

export type Line = { readonly text: string; at: number };

/** `undefined`: not plain. */
type Maybe<T> = T | undefined;
export type MutableMap = { [key: string]: Data };

/** Letters, digits and what means nothing to YAML inside of a word; between them single `:` and blanks. */
const WORDS = /(?:[\w/]|\.\/|--?(?=[a-zA-Z]))(?:[\w./@+=~%*()-]|:(?=[\w./])| (?=[\w./@+=~%*()-]))*/y;
const QUOTED = /"[^"\\]*"|'[^']*'/y;
const COLON = /:(?= |$)/y;
const COMMA = / *, */y;
const BLANKS = / */y;
const END = /(?: +#.*| *)$/y;

const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
/** Numbers, and nothing, true and false, as they may be written too: the library says which. */
const SPECIAL = /^(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|0[xo].*|null|true|false)$/i;
const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ["null", null],
  ["true", true],
  ["false", false],
] as const);

/** Flow collections in each other; the limit of the language is higher. */
const DEEPEST = 8;

/** A key and its colon. */
export function takeKey(line: Line): Maybe<string> {
  const key = takeScalar(line);
  return typeof key === "string" && !isInherited(key) && take(line, COLON) !== undefined ? key : undefined;
}

/** What stands on the rest of the line; undefined also when something is left over. */
export function takeValue(line: Line): Maybe<Data> {
  take(line, BLANKS);
  const value = takeItem(line, 1);
  return value !== undefined && isAtEnd(line) ? value : undefined;
}

/** Nothing but blanks and a comment. */
export function isAtEnd(line: Line): boolean {
  return take(line, END) !== undefined;
}

function takeItem(line: Line, depth: number): Maybe<Data> {
  const first = line.text[line.at];
  if (first === "[") return takeList(line, depth);
  return first === "{" ? takeMap(line, depth) : takeScalar(line);
}

function takeList(line: Line, depth: number): Maybe<Data> {
  if (depth > DEEPEST) return undefined;
  const list: Data[] = [];
  const isWhole = takeAll(line, "]", () => {
    const item = takeItem(line, depth + 1);
    if (item !== undefined) list.push(item);
    return item !== undefined;
  });
  return isWhole ? list : undefined;
}

function takeMap(line: Line, depth: number): Maybe<Data> {
  if (depth > DEEPEST) return undefined;
  const map: MutableMap = Object.create(null);
  const isWhole = takeAll(line, "}", () => {
    const key = takeKey(line);
    take(line, BLANKS);
    const value = key === undefined ? undefined : takeItem(line, depth + 1);
    return key !== undefined && value !== undefined && setOnce(map, key, value);
  });
  return isWhole ? map : undefined;
}

/** A second value for a key is a fault. */
export function setOnce(map: MutableMap, key: string, value: Data): boolean {
  if (key in map) return false;
  map[key] = value;
  return true;
}

/** From the opening bracket to the closing one; false when anything is not plain. */
function takeAll(line: Line, close: string, takeOne: () => boolean): boolean {
  line.at += 1;
  take(line, BLANKS);
  if (takeClose(line, close)) return true;
  for (;;) {
    if (!takeOne()) return false;
    if (take(line, COMMA) !== undefined) continue;
    take(line, BLANKS);
    return takeClose(line, close);
  }
}

function takeClose(line: Line, close: string): boolean {
  if (line.text[line.at] !== close) return false;
  line.at += 1;
  return true;
}

function takeScalar(line: Line): Maybe<null | string | number | boolean> {
  const quoted = take(line, QUOTED);
  if (quoted !== undefined) return quoted.slice(1, -1);
  const words = take(line, WORDS);
  if (words === undefined) return undefined;
  if (WHOLE_NUMBER.test(words)) return Number(words);
  return SPECIAL.test(words) ? CONSTANTS.get(words) : words;
}

function take(line: Line, pattern: RegExp): Maybe<string> {
  pattern.lastIndex = line.at;
  const [found] = pattern.exec(line.text) ?? [];
  if (found !== undefined) line.at = pattern.lastIndex;
  return found;
}

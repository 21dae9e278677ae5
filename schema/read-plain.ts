/**
 * The plain part of YAML, in one pass: maps and lists by indentation, with values that end on their line.
 * Most files hold nothing else, and are read here in a fraction of the library's time. Whatever could
 * mean something else, or is a fault, ends the attempt: the library reads the file then, and finds the
 * words for it. So nothing may be read here that the library reads otherwise (a test compares them),
 * and where things stand is the library's to say.
 */
import { isAtEnd, type Line, type MutableMap, setOnce, takeKey, takeValue } from "./read-plain-line.ts";
import type { Data } from "./source.ts";
import { DEEPEST, MOST_NODES } from "./yaml-limits.ts";

/** A list's dash, or what a line says; `- a: 1` is one of each. `indent` is its column. */
type Row = { readonly indent: number; readonly line: Line | "dash" };

type Reader = { readonly rows: readonly Row[]; next: number };

/** Below the limits of keys and values. */
const LONGEST_LINE = 1000;
/** Of blocks; the rest is left to `{}` and `[]`. */
const MOST_BLOCKS = DEEPEST / 2;

/** The file's map, or undefined for a file that is not plain. */
export function readPlain(text: string): Data | undefined {
  const rows = rowsOf(text);
  if (rows === undefined || rows.length === 0) return undefined;
  const reader: Reader = { rows, next: 0 };
  const data = readMap(reader, 0, 1);
  const isWhole = data !== undefined && reader.next === rows.length && countOf(data) < MOST_NODES;
  return isWhole ? data : undefined;
}

/** Undefined where a line cannot be plain. */
function rowsOf(text: string): Row[] | undefined {
  if (text.includes("\r")) return undefined;
  const rows: Row[] = [];
  for (const line of text.split("\n")) {
    if (line.length > LONGEST_LINE) return undefined;
    let at = startOf(line, 0);
    if (isSilent(line, at)) continue;
    if (line.startsWith("- ", at)) {
      rows.push({ indent: at, line: "dash" });
      at = startOf(line, at + 1);
      if (isSilent(line, at)) return undefined;
    }
    rows.push({ indent: at, line: { text: line, at } });
  }
  return rows;
}

function startOf(line: string, from: number): number {
  let at = from;
  while (line[at] === " ") at += 1;
  return at;
}

/** Nothing more, or a comment. */
function isSilent(line: string, at: number): boolean {
  return at === line.length || line[at] === "#";
}

/** The rows that begin at `indent`. One that stands deeper belongs to nobody: then not all are read. */
function readMap(reader: Reader, indent: number, depth: number): Data | undefined {
  const map: MutableMap = Object.create(null);
  for (let row = reader.rows[reader.next]; row?.indent === indent && row.line !== "dash"; row = reader.rows[reader.next]) {
    const key = takeKey(row.line);
    if (key === undefined) return undefined;
    reader.next += 1;
    const value = isAtEnd(row.line) ? readBelow(reader, indent, depth) : takeValue(row.line);
    if (value === undefined || !setOnce(map, key, value)) return undefined;
  }
  return map;
}

/** The value of a key that has nothing beside it. A list may begin in the key's own column. */
function readBelow(reader: Reader, indent: number, depth: number): Data | undefined {
  const row = reader.rows[reader.next];
  if (row === undefined || row.indent < indent) return null;
  if (row.indent === indent && row.line !== "dash") return null;
  if (depth === MOST_BLOCKS) return undefined;
  return row.line === "dash" ? readList(reader, row.indent, depth + 1) : readMap(reader, row.indent, depth + 1);
}

function readList(reader: Reader, indent: number, depth: number): Data | undefined {
  const list: Data[] = [];
  for (let row = reader.rows[reader.next]; row?.indent === indent && row.line === "dash"; row = reader.rows[reader.next]) {
    reader.next += 1;
    const item = readItem(reader, depth);
    if (item === undefined) return undefined;
    list.push(item);
  }
  return list;
}

/** What stands behind a dash: the first key of a map, or a value. */
function readItem(reader: Reader, depth: number): Data | undefined {
  const row = reader.rows[reader.next];
  if (row === undefined || row.line === "dash" || depth === MOST_BLOCKS) return undefined;
  const { at } = row.line;
  const isMap = takeKey(row.line) !== undefined;
  row.line.at = at;
  if (isMap) return readMap(reader, row.indent, depth + 1);
  reader.next += 1;
  return takeValue(row.line);
}

/** Keys and values, as yaml-limits.ts counts them or more. */
function countOf(data: Data): number {
  if (data === null || typeof data !== "object") return 1;
  let count = 1;
  for (const value of Object.values(data)) count += 1 + countOf(value);
  return count;
}

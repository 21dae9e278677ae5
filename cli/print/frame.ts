/**
 * A piece of the user's file with several places underlined, each with its words:
 *
 *      4 |   listen: { http: 80 }
 *        |                   ^^ shop speaks http here
 *        | ...
 *      9 | edge: false
 *        |       ----- nothing stands in front
 */
import type { Label, Span } from "../../schema/diagnostic.ts";
import type { Paint } from "../terminal.ts";
import { printable, widthOf } from "./printable.ts";

export type Mark = { readonly span: Span; readonly message: string; readonly main: boolean };

/** Lines of context are cut to this many columns around what is marked. */
const COLUMNS_MAX = 120;
const COLUMNS_BEFORE = 60;

/** The widest line number decides the gutter. */
export function gutterOf(labels: readonly Label[]): number {
  return Math.max(...labels.map(({ span }) => String(span.start.line).length));
}

/** All marks are in one file, whose lines are given. */
export function printFrame(
  lines: readonly string[],
  marks: readonly Mark[],
  gutter: number,
  paint: Paint,
  tint: (text: string) => string,
): string[] {
  const bar = paint.frame(`${" ".repeat(gutter)} |`);
  const out = [bar];
  let above: number | null = null;
  for (const [number, group] of groupByLine(marks)) {
    if (above !== null && number > above + 2) out.push(paint.frame(`${"...".padStart(gutter)}`));
    else if (above !== null && number === above + 2) out.push(numbered(lines, number - 1, gutter, paint));
    out.push(...printLine(lines[number - 1] ?? "", number, group, gutter, paint, tint));
    above = number;
  }
  return out;
}

function printLine(
  raw: string,
  number: number,
  marks: readonly Mark[],
  gutter: number,
  paint: Paint,
  tint: (text: string) => string,
): string[] {
  const { text, offset } = cut(raw, marks[0]?.span.start.column ?? 1);
  const bar = paint.frame(`${" ".repeat(gutter)} |`);
  const rows = [`${paint.frame(`${String(number).padStart(gutter)} |`)} ${printable(text)}`.trimEnd()];
  for (const { span, message, main } of marks) {
    const from = Math.max(span.start.column - 1 - offset, 0);
    const to = span.end.line === span.start.line ? span.end.column - 1 - offset : text.trimEnd().length;
    const before = widthOf(printable(text.slice(0, from)));
    const under = Math.max(widthOf(printable(text.slice(from, to))), 1);
    const colour = main ? tint : paint.frame;
    rows.push(
      `${bar} ${" ".repeat(before)}${colour(`${(main ? "^" : "-").repeat(under)}${message === "" ? "" : ` ${printable(message)}`}`)}`,
    );
  }
  return rows;
}

function numbered(lines: readonly string[], number: number, gutter: number, paint: Paint): string {
  const { text } = cut(lines[number - 1] ?? "", 1);
  return `${paint.frame(`${String(number).padStart(gutter)} |`)} ${printable(text)}`.trimEnd();
}

/** A very long line: the part around `column`, and how many characters are left out before it. */
function cut(raw: string, column: number): { text: string; offset: number } {
  const line = raw.replace(/\r$/, "");
  if (line.length <= COLUMNS_MAX) return { text: line, offset: 0 };
  const offset = Math.max(0, Math.min(column - 1 - COLUMNS_BEFORE, line.length - COLUMNS_MAX));
  return { text: line.slice(offset, offset + COLUMNS_MAX), offset };
}

function groupByLine(marks: readonly Mark[]): [number, Mark[]][] {
  const groups = new Map<number, Mark[]>();
  for (const mark of [...marks].sort((a, b) => a.span.start.offset - b.span.start.offset)) {
    const { line } = mark.span.start;
    groups.set(line, [...(groups.get(line) ?? []), mark]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

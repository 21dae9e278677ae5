/**
 * Template and view to a File: prints, counts lines by the leaves' marks, strips the marks.
 *
 * A line's origins are those of the leaves on it. A line without a leaf belongs to the last
 * section mark above it or, before any, to the file's own origin.
 */
import type { File } from "./file.ts";
import { type Origin, sameOrigin } from "./origin.ts";
import { MARK_END, MARK_LEAF, MARK_SECTION, printMarked, type Syntax, type View } from "./text.ts";

export type Template = (view: object) => string;

export type Page<S extends Syntax> = {
  readonly path: string;
  readonly template: Template;
  readonly view: View<S>;
  /** Why the file exists at all. */
  readonly origin: Origin;
  /** 0o644 unless stated. */
  readonly mode?: number;
};

export function render<S extends Syntax>(page: Page<S>): File {
  const { text: marked, origins } = printMarked(() => page.template(page.view));
  const lines: Growing[] = [];
  const plain: string[] = [];
  let section: readonly Origin[] = [page.origin];
  for (const line of marked.replace(/\n$/, "").split("\n")) {
    const { text, leaves, opened } = unmark(line, origins);
    if (opened !== null) section = [opened];
    plain.push(text);
    appendLine(lines, leaves.length > 0 ? leaves : section);
  }
  return { path: page.path, mode: page.mode ?? 0o644, text: `${plain.join("\n")}\n`, lines };
}

const MARK = new RegExp(`([${MARK_LEAF}${MARK_SECTION}])(\\d+)${MARK_END}`, "g");

type Unmarked = { readonly text: string; readonly leaves: readonly Origin[]; readonly opened: Origin | null };

const NONE: readonly Origin[] = [];

function unmark(line: string, origins: readonly Origin[]): Unmarked {
  if (!line.includes(MARK_END)) return { text: line, leaves: NONE, opened: null };
  const leaves: Origin[] = [];
  let opened: Origin | null = null;
  const text = line.replace(MARK, (_whole, mark: string, index: string) => {
    const origin = origins[Number(index)];
    if (origin === undefined) return "";
    if (mark === MARK_SECTION) opened = origin;
    else if (!leaves.some((known) => sameOrigin(known, origin))) leaves.push(origin);
    return "";
  });
  return { text, leaves, opened };
}

type Growing = { first: number; last: number; origins: readonly Origin[] };

/** Adds the origins of the next line, widening the last range where they are the same. */
export function appendLine(ranges: Growing[], origins: readonly Origin[]): void {
  const last = ranges.at(-1);
  if (last !== undefined && sameOrigins(last.origins, origins)) {
    last.last += 1;
    return;
  }
  const line = (last?.last ?? 0) + 1;
  ranges.push({ first: line, last: line, origins });
}

function sameOrigins(a: readonly Origin[], b: readonly Origin[]): boolean {
  return a === b || (a.length === b.length && a.every((origin, index) => b[index] !== undefined && sameOrigin(origin, b[index])));
}

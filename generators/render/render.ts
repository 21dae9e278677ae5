/**
 * Template and view to a File: what is printed, and where each of its lines comes from.
 *
 * A line's origins are those of the leaves on it. A line without a leaf belongs to the last
 * section mark above it or, before any, to the file's own origin.
 */
import type { File, LineRange } from "./file.ts";
import { type Origin, sameOrigin } from "./origin.ts";
import type { Text, View } from "./text.ts";

/** Made of a .hbs file by scripts/compile-template.mjs: prints a view onto a sheet. */
export type Template = (view: object, sheet: Sheet) => void;

/** What templates call. */
export type Sheet = {
  literal(text: string, breaks: number): void;
  leaf(leaf: Text<string> | null | undefined): void;
  /** Whether there is something to print: not false, nothing, or an empty list. */
  has(value: unknown): boolean;
};

export type Page<S extends string> = {
  readonly path: string;
  readonly template: Template;
  readonly view: View<S>;
  /** Why the file exists at all. */
  readonly origin: Origin;
  /** 0o644 unless stated. */
  readonly mode?: number;
};

export function render<S extends string>({ path, template, view, origin, mode = 0o644 }: Page<S>): File {
  const { sheet, finish } = openSheet(origin);
  template(view, sheet);
  return { path, mode, ...finish() };
}

type Printed = { readonly text: string; readonly lines: readonly LineRange[] };

function openSheet(fileOrigin: Origin): { readonly sheet: Sheet; readonly finish: () => Printed } {
  const lines: Growing[] = [];
  let text = "";
  let section: readonly Origin[] = [fileOrigin];
  let onLine: readonly Origin[] = [];
  const breakLines = (breaks: number): void => {
    appendLines(lines, onLine.length > 0 ? onLine : section, 1);
    if (breaks > 1) appendLines(lines, section, breaks - 1);
    if (onLine.length > 0) onLine = [];
  };
  const sheet: Sheet = {
    literal: (printed, breaks) => {
      text += printed;
      if (breaks > 0) breakLines(breaks);
    },
    leaf: (leaf) => {
      if (!leaf) throw new Error("a template prints what its view does not have");
      if (leaf.isSection) section = [leaf.origin];
      // Not pushed: an array that grows keeps room for 17, and there are 100,000 of them in a large stack.
      else if (!onLine.some((known) => sameOrigin(known, leaf.origin))) onLine = onLine.concat(leaf.origin);
      text += leaf.text;
      if (leaf.text.includes("\n")) breakLines(leaf.text.split("\n").length - 1);
    },
    has: (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)),
  };
  const finish = (): Printed => {
    if (!text.endsWith("\n")) sheet.literal("\n", 1);
    return { text, lines };
  };
  return { sheet, finish };
}

type Growing = { first: number; last: number; origins: readonly Origin[] };

/** Adds the origins of the next lines, widening the last range where they are the same. */
export function appendLines(ranges: Growing[], origins: readonly Origin[], count: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && sameOrigins(last.origins, origins)) {
    last.last += count;
    return;
  }
  const line = last?.last ?? 0;
  ranges.push({ first: line + 1, last: line + count, origins });
}

function sameOrigins(a: readonly Origin[], b: readonly Origin[]): boolean {
  return a === b || (a.length === b.length && a.every((origin, index) => b[index] !== undefined && sameOrigin(origin, b[index])));
}

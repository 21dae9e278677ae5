/**
 * What a step says about a user's file: plain data, rendered last and only in cli/.
 *
 * A user's mistake never throws. A step returns its value and every fault it found; the line
 * of steps stops after a step that found an error. `message` states the fault in lower case
 * without advice; only `help` advises.
 */
import type { Code } from "./codes.generated.ts";

export type Severity = "error" | "warning" | "info";

/** 1-based line and column (columns in UTF-16 units, as editors count), 0-based offset. */
export type Position = { readonly line: number; readonly column: number; readonly offset: number };

/** A half-open range of one source file: `end` is the first position after it. */
export type Span = { readonly file: string; readonly start: Position; readonly end: Position };

export type Label = { readonly span: Span; readonly message: string };

/** Which stage or layer speaks: a web server, a WSGI server, a framework, or the language itself. */
export type Speaker = "yaml" | "schema" | "plan" | "link" | "web" | "wsgi" | "framework" | "target";

export type Diagnostic = {
  readonly code: Code;
  readonly severity: Severity;
  readonly layer: Speaker;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Label[];
  readonly help: string | null;
};

/** What every step of the line returns. `value` is null when an error stops the line. */
export type Result<T> = { readonly value: T | null; readonly diagnostics: readonly Diagnostic[] };

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}

/** File, then place, then code: the same order on every run. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.span.file, b.span.file) ||
      a.span.start.offset - b.span.start.offset ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

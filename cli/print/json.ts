/** Diagnostics as data: one object, so that more can be said beside them later. */
import type { Diagnostic, Label, Span } from "../../schema/diagnostic.ts";
import { printableJson } from "./printable.ts";

export function printJson(diagnostics: readonly Diagnostic[]): string {
  return `${printableJson(JSON.stringify({ diagnostics: diagnostics.map(asRow) }, null, 2))}\n`;
}

function asRow({ code, severity, layer, message, span, related, help }: Diagnostic): object {
  return { code, severity, layer, message, ...placeOf(span), related: related.map(asLabel), help };
}

function asLabel({ span, message }: Label): object {
  return { message, ...placeOf(span) };
}

/** Lines and columns count from 1; the end is the first position after the text. */
function placeOf({ file, start, end }: Span): object {
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

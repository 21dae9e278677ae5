/** A fault of the text, by offsets: what parsing finds before anybody asks for lines and columns. */
import type { Code } from "./codes.generated.ts";
import type { Diagnostic, Span } from "./diagnostic.ts";
import { report } from "./report.ts";
import { lineStarts, positionAt, type Source } from "./source.ts";

export type Range = { readonly start: number; readonly end: number };

export type OffsetFault = Range & {
  readonly code: Code;
  readonly message: string;
  readonly help?: string;
  readonly related?: Range & { readonly message: string };
};

/** A function from a range of the text to its span. The table of lines is made on the first call. */
export function spanMaker(source: Source): (range: Range) => Span {
  let starts: number[] | null = null;
  return ({ start, end }) => {
    starts ??= lineStarts(source.text);
    const from = Math.min(Math.max(start, 0), source.text.length);
    const to = Math.min(Math.max(end, from), source.text.length);
    return { file: source.file, start: positionAt(starts, from), end: positionAt(starts, to) };
  };
}

export function toDiagnostic(fault: OffsetFault, spanAt: (range: Range) => Span): Diagnostic {
  const { related } = fault;
  return report(fault.code, "yaml", spanAt(fault), fault.message, {
    help: fault.help ?? null,
    related: related === undefined ? [] : [{ span: spanAt(related), message: related.message }],
  });
}

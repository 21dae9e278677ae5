/** The one maker of diagnostics: severity comes from the catalogue, never from the caller. */
import { type Code, codes } from "./codes.generated.ts";
import type { Diagnostic, Label, Span, Speaker } from "./diagnostic.ts";

type Extra = { readonly help?: string | null; readonly related?: readonly Label[] };

export function report(code: Code, layer: Speaker, span: Span, message: string, extra: Extra = {}): Diagnostic {
  const { severity } = codes[code];
  return { code, severity, layer, message, span, related: extra.related ?? [], help: extra.help ?? null };
}

/** Names that a module may have although no plain statement at its top gives them. In doubt, it has them. */
import type { ModuleIndex } from "../../init/module-index.ts";

/** Code that makes names by their text, or at the first question (PEP 562). */
const MAKES_NAMES = /\b(?:globals|exec|setattr|__getattr__|sys\.modules)\b/;
const OWN_BODY = /^(?:@|(?:async\s+)?def\s|class\s)/;

export function bindsOtherwise(name: string, { stars, statements, file }: ModuleIndex): boolean {
  if (stars.length > 0 || MAKES_NAMES.test(file.text)) return true;
  const word = new RegExp(String.raw`\b${name}\b`);
  const global = new RegExp(String.raw`\bglobal\b[^\n]*\b${name}\b`);
  return global.test(file.text) || statements.some(({ text, body }) => word.test(OWN_BODY.test(text) ? "" : `${text}\n${body}`));
}

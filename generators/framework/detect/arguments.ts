/** The arguments of a call, taken apart without running anything. */

/** From behind the parenthesis at `start`. Strings and brackets are kept whole, comments left out. */
export function argumentsAt(text: string, start: number): string[] {
  const found = [""];
  let depth = 0;
  for (const [token] of text.slice(start).matchAll(/(['"])(?:\\.|(?!\1)[^\\\n])*\1|#[^\n]*|[\s\S]/g)) {
    if (/^[)\]}]$/.test(token) && depth-- === 0) break;
    if (/^[([{]$/.test(token)) depth += 1;
    if (token === "," && depth === 0) found.push("");
    else if (!token.startsWith("#")) found[found.length - 1] += token;
  }
  return found.map((argument) => argument.trim()).filter((argument) => argument !== "");
}

/** The text of a string literal; null for anything else, an f-string among them. */
export function literal(expression: string): string | null {
  return /^[rRuU]?(['"])([^'"\\]*(?:\\[dwsDWS.+*?/-][^'"\\]*)*)\1$/.exec(expression.trim())?.[2] ?? null;
}

/** `name=value` among them. */
export function keyword(all: readonly string[], name: string): string | null {
  const prefix = new RegExp(String.raw`^${name}\s*=(?!=)\s*`);
  const found = all.find((argument) => prefix.test(argument));
  return found === undefined ? null : found.replace(prefix, "");
}

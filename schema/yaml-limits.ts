/**
 * How much a stack.yaml may hold. The largest honest stack known is 2,000 apps in one file: about
 * 0.5 MB and 60,000 nodes when each app is written out with its routes and static folders. The limits
 * stand at three to four times that: 2 MiB and 200,000 nodes. They are checked on the token tree, before
 * the composer runs: it recurses by depth, and deep nesting can exhaust the memory of the whole process.
 */
import type { CST } from "yaml";

export const MOST_CHARACTERS = 2 * 1024 * 1024;
export const MOST_NODES = 200_000;
export const DEEPEST = 32;
export const LONGEST_SCALAR = 8 * 1024;

export type Excess = { readonly kind: "deep" | "many"; readonly offset: number };

/** The first place where the tokens nest too deep or are too many, or null. Iterative: no input can exhaust the stack. */
export function findExcess(tokens: readonly CST.Token[]): Excess | null {
  const pending: { token: CST.Token; depth: number }[] = [];
  for (let i = tokens.length - 1; i >= 0; i--) push(pending, tokens[i], 0);
  let nodes = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    nodes += 1;
    if (nodes > MOST_NODES) return { kind: "many", offset: token.offset };
    if (token.type === "document") push(pending, token.value, depth);
    if (!("items" in token)) continue;
    if (depth >= DEEPEST) return { kind: "deep", offset: token.offset };
    for (let i = token.items.length - 1; i >= 0; i--) {
      push(pending, token.items[i]?.value, depth + 1);
      push(pending, token.items[i]?.key ?? undefined, depth + 1);
    }
  }
  return null;
}

const SPACE = new Set(["space", "comment", "newline", "byte-order-mark"]);

function push(pending: { token: CST.Token; depth: number }[], token: CST.Token | undefined, depth: number): void {
  if (token !== undefined && !SPACE.has(token.type)) pending.push({ token, depth });
}

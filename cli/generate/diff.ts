/** Two texts as a unified diff, by Myers' algorithm ("An O(ND) Difference Algorithm", 1986). */
const CONTEXT = 3;
/** Past this many edits a better script is not worth its price: the middle is replaced whole. */
const EDITS_MAX = 500;
const NO_NEWLINE = "\\ No newline at end of file";

type Step = { readonly kind: " " | "-" | "+"; readonly line: string };

/** Null is a file that is not there. */
export function printDiff(path: string, before: string | null, after: string | null): string {
  const steps = stepsOf(linesOf(before), linesOf(after));
  const head = `--- ${before === null ? "/dev/null" : `a/${path}`}\n+++ ${after === null ? "/dev/null" : `b/${path}`}\n`;
  return head + hunksOf(steps).join("");
}

/** A last line without a line break carries diff's own remark. */
function linesOf(text: string | null): string[] {
  if (text === null || text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") return lines.slice(0, -1);
  return [...lines.slice(0, -1), `${lines.at(-1)}\n${NO_NEWLINE}`];
}

function stepsOf(a: readonly string[], b: readonly string[]): Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (lines: readonly string[]): Step[] => lines.map((line) => ({ kind: " ", line }));
  return [
    ...same(a.slice(0, head)),
    ...search(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
}

/** The shortest edit script; `furthest[k]` is how far along `a` a path on diagonal k has come. */
function search(a: readonly string[], b: readonly string[]): Step[] {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, EDITS_MAX); edits++) {
    const next = new Map(furthest);
    for (let k = -edits; k <= edits; k += 2) {
      let x = goesDown(furthest, k, edits) ? reach(furthest, k + 1) : reach(furthest, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, [...trace, furthest]);
    }
    trace.push(furthest);
    furthest = next;
  }
  return [...a.map((line): Step => ({ kind: "-", line })), ...b.map((line): Step => ({ kind: "+", line }))];
}

function walkBack(a: readonly string[], b: readonly string[], trace: readonly Map<number, number>[]): Step[] {
  const steps: Step[] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map<number, number>();
    const down = goesDown(furthest, x - y, edits);
    const fromX = reach(furthest, x - y + (down ? 1 : -1));
    const fromY = fromX - (x - y) - (down ? 1 : -1);
    for (; x > fromX && y > fromY && x > 0 && y > 0; x--, y--) steps.push({ kind: " ", line: a[x - 1] ?? "" });
    if (edits === 0) break;
    steps.push(down ? { kind: "+", line: b[fromY] ?? "" } : { kind: "-", line: a[fromX] ?? "" });
    [x, y] = [fromX, fromY];
  }
  return steps.reverse();
}

function goesDown(furthest: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && reach(furthest, k - 1) < reach(furthest, k + 1));
}

function reach(furthest: ReadonlyMap<number, number>, k: number): number {
  return furthest.get(k) ?? 0;
}

/** Changes with three lines around them; changes nearer than six lines share a hunk. */
function hunksOf(steps: readonly Step[]): string[] {
  const changed = steps.flatMap(({ kind }, index) => (kind === " " ? [] : [index]));
  const ranges: [number, number][] = [];
  for (const index of changed) {
    const last = ranges.at(-1);
    if (last !== undefined && index - last[1] <= 2 * CONTEXT + 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([first, last]) => printHunk(steps, Math.max(first - CONTEXT, 0), Math.min(last + CONTEXT + 1, steps.length)));
}

function printHunk(steps: readonly Step[], from: number, to: number): string {
  const before = steps.slice(0, from);
  const hunk = steps.slice(from, to);
  const side = (skip: "+" | "-"): string => {
    const count = hunk.filter(({ kind }) => kind !== skip).length;
    const start = before.filter(({ kind }) => kind !== skip).length + (count === 0 ? 0 : 1);
    return count === 1 ? `${start}` : `${start},${count}`;
  };
  return `@@ -${side("+")} +${side("-")} @@\n${hunk.map(({ kind, line }) => `${kind}${line}\n`).join("")}`;
}

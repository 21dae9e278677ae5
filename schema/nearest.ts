/**
 * The known word nearest to a mistyped one, by Damerau-Levenshtein distance (optimal string
 * alignment: a letter added, lost, changed, or two neighbours swapped). A word of n letters may
 * differ by a third of them; beyond that a suggestion is noise.
 */
const LONGEST = 64;

export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  const wanted = fold(word);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = distanceOf(wanted, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Case and the choice of `-` or `_` are no differences. */
function fold(word: string): string {
  return word.toLowerCase().replaceAll("-", "_");
}

function distanceOf(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, row, last, beforeLast));
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** One cell of the table of distances: the cheapest way to make a[0..i) of b[0..j). */
function cell(a: string, b: string, i: number, j: number, row: number[], last: number[], beforeLast: number[]): number {
  const changed = a[i - 1] === b[j - 1] ? 0 : 1;
  const cost = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + changed);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(cost, at(beforeLast, j - 2) + 1) : cost;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

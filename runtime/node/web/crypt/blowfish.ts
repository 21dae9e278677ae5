/** Blowfish's round and its start (https://www.schneier.com/academic/blowfish/): its tables are the digits of pi. */

export type Boxes = { readonly p: Int32Array; readonly s: Int32Array };

const P_WORDS = 18;
const S_WORDS = 1024;

let start: Boxes | null = null;

/** A copy of the first state. Worked out once, where a password needs it: some 30 ms. */
export function initialBoxes(): Boxes {
  start ??= boxesOf(fractionOfPi((P_WORDS + S_WORDS) * 32));
  return { p: start.p.slice(), s: start.s.slice() };
}

function boxesOf(digits: bigint): Boxes {
  const hex = digits.toString(16).padStart((P_WORDS + S_WORDS) * 8, "0");
  const words = Int32Array.from({ length: P_WORDS + S_WORDS }, (_, at) => Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16) | 0);
  return { p: words.slice(0, P_WORDS), s: words.slice(P_WORDS) };
}

/** Machin's formula: pi = 16 atan(1/5) - 4 atan(1/239). */
function fractionOfPi(bits: number): bigint {
  const guard = 64n;
  const one = 1n << (BigInt(bits) + guard);
  const pi = 16n * arctanOfInverse(5n, one) - 4n * arctanOfInverse(239n, one);
  return (pi - 3n * one) >> guard;
}

function arctanOfInverse(x: bigint, one: bigint): bigint {
  let power = one / x;
  let sum = power;
  for (let n = 3n; power !== 0n; n += 2n) {
    power /= x * x;
    sum += n % 4n === 3n ? -(power / n) : power / n;
  }
  return sum;
}

/** Two words in place. */
export function encipher({ p, s }: Boxes, pair: Int32Array, at: number): void {
  let left = (pair[at] ?? 0) ^ (p[0] ?? 0);
  let right = pair[at + 1] ?? 0;
  for (let round = 1; round <= 16; round += 2) {
    right ^= mix(s, left) ^ (p[round] ?? 0);
    left ^= mix(s, right) ^ (p[round + 1] ?? 0);
  }
  pair[at] = right ^ (p[17] ?? 0);
  pair[at + 1] = left;
}

function mix(s: Int32Array, word: number): number {
  const sum = (s[word >>> 24] ?? 0) + (s[256 + ((word >>> 16) & 255)] ?? 0);
  return ((sum ^ (s[512 + ((word >>> 8) & 255)] ?? 0)) + (s[768 + (word & 255)] ?? 0)) | 0;
}

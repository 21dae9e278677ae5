/** bcrypt (https://www.usenix.org/legacy/events/usenix99/provos/provos.pdf, section 4), as `$2a$`, `$2b$` and `$2y$`. */
import { type Boxes, encipher, initialBoxes } from "./blowfish.ts";

const PARTS = /^\$2[aby]\$([0-9]{2})\$([./A-Za-z0-9]{22})/;
const ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const TEXT = Buffer.from("OrpheanBeholderScryDoubt");
const KEY_BYTES_MAX = 72;
const COST_MAX = 10;

/** Each step of cost doubles the time: 10 is about a tenth of a second, in which nobody else is answered. */
export function isAffordable(hash: string): boolean {
  const cost = Number(PARTS.exec(hash)?.[1] ?? 99);
  return cost >= 4 && cost <= COST_MAX;
}

/** The hash of `password` with the salt and cost of `hash`. */
export function bcrypt(password: string, hash: string): string {
  const [head = "", cost = "10", saltText = ""] = PARTS.exec(hash) ?? [];
  const salt = wordsOf(decode(saltText, 16), 4);
  const key = wordsOf(Buffer.from(`${password}\0`).subarray(0, KEY_BYTES_MAX), 18);
  const nothing = new Int32Array(4);
  const boxes = initialBoxes();
  expand(boxes, salt, key);
  for (let round = 2 ** Number(cost); round > 0; round--) {
    expand(boxes, nothing, key);
    expand(boxes, nothing, repeated(salt));
  }
  const words = wordsOf(TEXT, 6);
  for (let at = 0; at < 6; at += 2) for (let turn = 0; turn < 64; turn++) encipher(boxes, words, at);
  const bytes = Buffer.alloc(24);
  words.forEach((word, at) => {
    bytes.writeInt32BE(word, at * 4);
  });
  return head + encode(bytes.subarray(0, 23));
}

/** The paper's ExpandKey. */
function expand({ p, s }: Boxes, salt: Int32Array, key: Int32Array): void {
  for (let at = 0; at < 18; at++) p[at] = (p[at] ?? 0) ^ (key[at] ?? 0);
  const pair = new Int32Array(2);
  let turn = 0;
  for (const words of [p, s]) {
    for (let at = 0; at < words.length; at += 2, turn += 2) {
      pair[0] = (pair[0] ?? 0) ^ (salt[turn & 3] ?? 0);
      pair[1] = (pair[1] ?? 0) ^ (salt[(turn + 1) & 3] ?? 0);
      encipher({ p, s }, pair, 0);
      words[at] = pair[0] ?? 0;
      words[at + 1] = pair[1] ?? 0;
    }
  }
}

/** Big-endian words; the bytes begin again where they end. */
function wordsOf(bytes: Uint8Array, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, word) =>
    [0, 1, 2, 3].reduce((sum, byte) => (sum << 8) | (bytes[(word * 4 + byte) % bytes.length] ?? 0), 0),
  );
}

function repeated(salt: Int32Array): Int32Array {
  return Int32Array.from({ length: 18 }, (_, at) => salt[at & 3] ?? 0);
}

function decode(text: string, length: number): Buffer {
  const bits = [...text].map((char) => ALPHABET.indexOf(char).toString(2).padStart(6, "0")).join("");
  return Buffer.from(Array.from({ length }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)));
}

function encode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,6}/g) ?? []).map((six) => ALPHABET[Number.parseInt(six.padEnd(6, "0"), 2)] ?? "").join("");
}

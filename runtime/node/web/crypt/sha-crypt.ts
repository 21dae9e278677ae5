/**
 * crypt(3)'s `$5$` and `$6$` (https://www.akkadia.org/drepper/SHA-crypt.txt), step by step as
 * numbered there.
 */
import { createHash } from "node:crypto";
import { encode64 } from "./encode64.ts";

const PARTS = /^\$([56])\$(?:rounds=([0-9]{1,9})\$)?([^$]{0,16})/;

/** Which bytes of the digest make each group of four characters (step 22). */
const ORDER_512 =
  "0,21,42 22,43,1 44,2,23 3,24,45 25,46,4 47,5,26 6,27,48 28,49,7 50,8,29 9,30,51 31,52,10 53,11,32 12,33,54 34,55,13 56,14,35 15,36,57 37,58,16 59,17,38 18,39,60 40,61,19 62,20,41 63";
const ORDER_256 = "0,10,20 21,1,11 12,22,2 3,13,23 24,4,14 15,25,5 6,16,26 27,7,17 18,28,8 9,19,29 31,30";

/** The hash of `password` with the salt and rounds of `hash`. */
export function shaCrypt(password: string, hash: string): string {
  const [, kind, rounds, salt = ""] = PARTS.exec(hash) ?? [];
  const algorithm = kind === "6" ? "sha512" : "sha256";
  const count = rounds === undefined ? 5000 : Math.min(999_999_999, Math.max(1000, Number(rounds)));
  const key = Buffer.from(password);
  const saltBytes = Buffer.from(salt);
  const digest = (...parts: Buffer[]): Buffer => parts.reduce((sum, part) => sum.update(part), createHash(algorithm)).digest();

  const b = digest(key, saltBytes, key);
  const bits: Buffer[] = [];
  for (let length = key.length; length > 0; length >>= 1) bits.push(length & 1 ? b : key);
  let a = digest(key, saltBytes, repeat(b, key.length), ...bits);
  const p = repeat(digest(...Array.from({ length: key.length }, () => key)), key.length);
  const s = repeat(digest(...Array.from({ length: 16 + (a[0] ?? 0) }, () => saltBytes)), saltBytes.length);
  for (let round = 0; round < count; round++) {
    const odd = round % 2 === 1;
    const salted = round % 3 === 0 ? [] : [s];
    const keyed = round % 7 === 0 ? [] : [p];
    a = digest(odd ? p : a, ...salted, ...keyed, odd ? a : p);
  }
  const head = `$${kind}$${rounds === undefined ? "" : `rounds=${count}$`}${salt}$`;
  return head + encode64(a, kind === "6" ? ORDER_512 : ORDER_256);
}

function repeat(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, bytes);
}

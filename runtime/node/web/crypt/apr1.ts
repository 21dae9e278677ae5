/** Apache's `$apr1$`: a thousand rounds of MD5 (httpd's manual, misc/password_encryptions). Weak today; read because files have it. */
import { createHash } from "node:crypto";
import { encode64 } from "./encode64.ts";

const ORDER = "0,6,12 1,7,13 2,8,14 3,9,15 4,10,5 11";

export function aprCrypt(password: string, hash: string): string {
  const salt = /^\$apr1\$([^$]{0,8})/.exec(hash)?.[1] ?? "";
  const key = Buffer.from(password);
  const saltBytes = Buffer.from(salt);
  const digest = (...parts: Buffer[]): Buffer => parts.reduce((sum, part) => sum.update(part), createHash("md5")).digest();

  const b = digest(key, saltBytes, key);
  const bits: Buffer[] = [];
  for (let length = key.length; length > 0; length >>= 1) bits.push(length & 1 ? Buffer.from([0]) : key.subarray(0, 1));
  let a = digest(key, Buffer.from("$apr1$"), saltBytes, Buffer.alloc(key.length, b), ...bits);
  for (let round = 0; round < 1000; round++) {
    const odd = round % 2 === 1;
    const salted = round % 3 === 0 ? [] : [saltBytes];
    const keyed = round % 7 === 0 ? [] : [key];
    a = digest(odd ? key : a, ...salted, ...keyed, odd ? a : key);
  }
  return `$apr1$${salt}$${encode64(a, ORDER)}`;
}

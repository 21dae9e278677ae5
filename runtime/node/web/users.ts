/**
 * Names and passwords of basic authentication (RFC 7617), one `name:hash` a line as htpasswd
 * writes them. Readable here: `$6$` and `$5$` (crypt's SHA-512 and SHA-256: `openssl passwd -6`),
 * bcrypt up to cost 10 (`htpasswd -B -C 10`; more would hold up everybody else's requests),
 * `$apr1$` (htpasswd -m), `{SHA}` and `{SSHA}`. What is none of these lets nobody in, and is named
 * at start.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { aprCrypt } from "./crypt/apr1.ts";
import { bcrypt, isAffordable } from "./crypt/bcrypt.ts";
import { shaCrypt } from "./crypt/sha-crypt.ts";

export type Users = {
  /** The user's name where the header is right, else null. */
  readonly authenticate: (authorization: string | null) => string | null;
  readonly unreadable: readonly string[];
};

export async function loadUsers(file: string): Promise<Users> {
  return usersOf(await readFile(file, "utf8"));
}

export function usersOf(text: string): Users {
  const hashes = new Map<string, string>();
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 1 || line.startsWith("#")) continue;
    hashes.set(
      line.slice(0, colon),
      line
        .slice(colon + 1)
        .trim()
        .split(":")[0] ?? "",
    );
  }
  const unreadable = [...hashes].filter(([, hash]) => checkerOf(hash) === null).map(([name]) => name);
  return { authenticate: remembering((authorization) => authenticate(hashes, authorization)), unreadable };
}

function authenticate(hashes: ReadonlyMap<string, string>, authorization: string): string | null {
  const found = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization);
  const pair = Buffer.from(found?.[1] ?? "", "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 0) return null;
  const name = pair.slice(0, colon);
  const hash = hashes.get(name) ?? "";
  const made = checkerOf(hash)?.(pair.slice(colon + 1), hash);
  return made !== undefined && equal(made, hash) ? name : null;
}

type Checker = (password: string, hash: string) => string;

const checkers: readonly (readonly [prefix: string, Checker])[] = [
  ["$6$", shaCrypt],
  ["$5$", shaCrypt],
  ["$apr1$", aprCrypt],
  ["$2", bcrypt],
  ["{SHA}", (password) => `{SHA}${createHash("sha1").update(password).digest("base64")}`],
  ["{SSHA}", saltedSha],
];

function checkerOf(hash: string): Checker | null {
  if (hash.startsWith("$2") && !isAffordable(hash)) return null;
  return checkers.find(([prefix]) => hash.startsWith(prefix))?.[1] ?? null;
}

function saltedSha(password: string, hash: string): string {
  const salt = Buffer.from(hash.slice(6), "base64").subarray(20);
  const digest = createHash("sha1").update(password).update(salt).digest();
  return `{SSHA}${Buffer.concat([digest, salt]).toString("base64")}`;
}

function equal(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

const REMEMBERED_MAX = 1000;

/** crypt takes milliseconds on purpose, and a browser sends the password with every request. Only a keyed digest is kept. */
function remembering(check: (authorization: string) => string | null): Users["authenticate"] {
  const key = randomBytes(32);
  const known = new Map<string, string>();
  return (authorization) => {
    if (authorization === null || authorization.length > 1024) return null;
    const digest = createHmac("sha256", key).update(authorization).digest("base64");
    const name = known.get(digest) ?? check(authorization);
    if (name !== null && known.size < REMEMBERED_MAX) known.set(digest, name);
    return name;
  };
}

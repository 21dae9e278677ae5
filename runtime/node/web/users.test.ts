/** Passwords, against what htpasswd, openssl and libxcrypt make. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { bcrypt } from "./crypt/bcrypt.ts";
import { usersOf } from "./users.ts";

const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

const PASSWORDS = ["a", "secret", "pässwörd: with colon", "x".repeat(80)];

const crypt = "import crypt, sys; print(crypt.crypt(sys.argv[1], sys.argv[2]))";

test.each(["$6$saltsalt", "$6$rounds=1234$salt", "$5$saltsalt", "$2b$05$abcdefghijklmnopqrstuu", "$2b$08$......................"])(
  "crypt(3) %s",
  (salt) => {
    for (const password of PASSWORDS) {
      const hash = execFileSync("/usr/bin/python3", ["-W", "ignore", "-c", crypt, password, salt]).toString().trim();
      const { authenticate, unreadable } = usersOf(`ann:${hash}\n`);
      expect([hash, unreadable]).toEqual([hash, []]);
      expect(authenticate(basic("ann", password))).toBe("ann");
      expect(authenticate(basic("ann", `y${password}`))).toBeNull();
      expect(authenticate(basic("bob", password))).toBeNull();
    }
  },
);

test("openssl's apr1", () => {
  for (const password of PASSWORDS) {
    const hash = execFileSync("openssl", ["passwd", "-apr1", "-stdin"], { input: password }).toString().trim();
    expect(usersOf(`ann:${hash}`).authenticate(basic("ann", password))).toBe("ann");
  }
});

test("bcrypt's own vectors", () => {
  // From the tests of crypt_blowfish (Openwall).
  for (const [password, hash] of [
    ["U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
    ["U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"],
    ["U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"],
  ] as const) {
    expect(bcrypt(password, hash)).toBe(hash);
  }
});

test("what cannot be read lets nobody in: unknown kinds, plain text, no hash, too dear a cost", () => {
  const { authenticate, unreadable } = usersOf("a:plain\nb:\nc:$y$j9T$x\nd:$2y$14$abcdefghijklmnopqrstuu\n:x\n# e:x\n");
  expect(unreadable).toEqual(["a", "b", "c", "d"]);
  expect(authenticate(basic("a", "plain"))).toBeNull();
  expect(authenticate(basic("b", ""))).toBeNull();
  expect(authenticate("Basic !!!")).toBeNull();
  expect(authenticate(null)).toBeNull();
});

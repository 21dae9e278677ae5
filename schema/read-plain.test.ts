/** What is read plainly is what the library reads, without a fault; and the files that people write are. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText } from "./check-text.ts";
import { readPlain } from "./read-plain.ts";
import { readWhole } from "./read-whole.ts";

const STACKS = join(import.meta.dirname, "../fixtures/stacks");

const sources: readonly string[] = readdirSync(STACKS).map((name) => readFileSync(join(STACKS, name, "stack.yaml"), "utf8"));

/** Undefined for what is not plain; throws where the two disagree. */
function readBoth(text: string): unknown {
  const plain = checkText(text).length > 0 ? undefined : readPlain(text);
  if (plain === undefined) return undefined;
  const { faults, data } = readWhole(text);
  expect(faults, text).toEqual([]);
  // As text, so that the order of keys counts too.
  expect(JSON.stringify(plain), text).toBe(JSON.stringify(data));
  return plain;
}

test("the stacks of the fixtures", () => {
  const plain = sources.filter((text) => readBoth(text) !== undefined);
  expect(plain.length / sources.length).toBeGreaterThan(0.8);
});

test.each([
  ["a: 1\nb: [x, 2, true]\n", { a: 1, b: ["x", 2, true] }],
  ["a:\n  b: {c: d, e: []}\n  # f: 1\nf: {}", { a: { b: { c: "d", e: [] } }, f: {} }],
  ["a:\n- b: 1\n  c: 2 # d\n- e\nf:\n", { a: [{ b: 1, c: 2 }, "e"], f: null }],
  ["a:\n  -   b:\n      - c\n", { a: [{ b: ["c"] }] }],
  [
    "a: 08:30\nb: 5/s\nc: pkg.mod:make()\nd: /x/\ne: ./y\nf: 1_0\n",
    { a: "08:30", b: "5/s", c: "pkg.mod:make()", d: "/x/", e: "./y", f: "1_0" },
  ],
  [`a: "x: # y"\n"/b/": 'it is'\n`, { a: "x: # y", "/b/": "it is" }],
  ["a: [127.0.0.1, 10.0.0.0/8, -m, --x]\nb: null\n", { a: ["127.0.0.1", "10.0.0.0/8", "-m", "--x"], b: null }],
  ["a: yes\nb: celery -A shop worker\n", { a: "yes", b: "celery -A shop worker" }],
])("%j is plain", (text, data) => expect(readBoth(text)).toEqual(data));

describe("left to the library", () => {
  test.each([
    "",
    "- a",
    "a",
    " a: 1\nb: 2",
    "a: 1\na: 2",
    "a: {b: 1, b: 2}",
    "__proto__: 1",
    "a: &b 1",
    "a: *b",
    "a: !!str 1",
    "<<: {}",
    "a: |\n  b",
    "a: b\n  c",
    "a: b: c",
    "a: [b: c]",
    "a: [b,\n c]",
    "a: [b, ]",
    "a: {b}",
    'a: "\\n"',
    "a: 'it''s'",
    "a: 1\r\n# b\r\n",
    "a:\tb",
    "a: 1 #b\n\tc: 2",
    "---\na: 1",
    "a: 1\n---\nb: 2",
    "a: 1\n...\n",
    "\ufeffa: 1",
    "1: a",
    "true: a",
    "a: ~",
    "--- a: 1",
    "a: Null",
    "a: TRUE",
    "a: 0755",
    "a: 0x1f",
    "a: 1.5",
    "a: 1e3",
    "a: 1234567890123456",
    "a: .inf",
    "a: -1",
    "a:\n  b: 1\n c: 2",
    "a:\n  - b\n c: 2",
    "a:\n  - b\n   - c",
    "a: 1\n- b",
    "a:\n  - - b",
    "a:\n  -\n    b",
    "a:\n  - # b",
  ])("%j", (text) => expect(readPlain(text)).toBeUndefined());

  test.each([
    ["a long line", `a: ${"x".repeat(1000)}`],
    ["many values", Array.from({ length: 500 }, (_, i) => `b${i}: [${"1,".repeat(400)}1]\n`).join("")],
    ["deep brackets", `a: ${"[".repeat(20)}${"]".repeat(20)}`],
    ["deep blocks", Array.from({ length: 20 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")],
  ])("%s", (_what, text) => expect(readPlain(text)).toBeUndefined());
});

describe("changed somewhere", () => {
  const pieces = [
    ..."\n :-#{}[],'\"&*!|>%@`~?.\\/019aeExo_+=<\t()",
    "\n  ",
    "\n- ",
    "  - ",
    ": ",
    " #",
    "a: b",
    "null",
    "<<: ",
    "- - ",
    "0x",
    "---\n",
  ];
  const where = fc.nat({ max: 1_000_000 });
  const change = fc.record({ where, removed: fc.nat({ max: 3 }), piece: fc.constantFrom("", ...pieces) });

  function changed(text: string, { where, removed, piece }: { where: number; removed: number; piece: string }): string {
    const at = where % (text.length + 1);
    return text.slice(0, at) + piece + text.slice(at + removed);
  }

  test("both read the same, or the library alone reads", () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        if (readBoth(changes.reduce(changed, text)) !== undefined) plain += 1;
      }),
      { numRuns: 1000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  test("short texts of YAML's own signs", () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, "a", "b: ", "c:\n", "  "), { maxLength: 12 }), (parts) => {
        if (readBoth(`a: ${parts.join("")}`) !== undefined) plain += 1;
      }),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(100);
  });
});

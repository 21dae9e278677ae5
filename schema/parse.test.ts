import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic, Result } from "./diagnostic.ts";
import { parse } from "./parse.ts";
import type { Tree } from "./source.ts";
import { validate } from "./validate.ts";
import { MOST_CHARACTERS } from "./yaml-limits.ts";

const read = (text: string): Result<Tree> => parse({ file: "stack.yaml", text });
const codesOf = (text: string): string[] => read(text).diagnostics.map(({ code }) => code);

function treeOf(text: string): Tree {
  const { value, diagnostics } = read(text);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return value;
}

const dataOf = (text: string): unknown => JSON.parse(JSON.stringify(treeOf(text).data));

/** What the source says at a path. */
function textAt(text: string, path: readonly (string | number)[], part?: "key" | "value"): string {
  const { start, end } = treeOf(text).locate(path, part);
  return text.slice(start.offset, end.offset);
}

describe("values", () => {
  test("YAML 1.2: yes is text, whole numbers can be keys", () => {
    expect(dataOf("a: yes\n404: x\nb: 08:30\nc: 1e3\nd: ~")).toEqual({ a: "yes", 404: "x", b: "08:30", c: 1000, d: null });
  });

  test("maps have no prototype", () => {
    const { data } = treeOf("a: { b: 1 }");
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(Object.getPrototypeOf((data as { a: object }).a)).toBeNull();
  });

  test("a byte order mark may open the file, CR LF may end lines", () => {
    expect(dataOf("\ufeffa: 1\r\nb: 2\r\n")).toEqual({ a: 1, b: 2 });
    expect(codesOf("a: 1\r\n")).toEqual(["yaml-line-ends"]);
    expect(codesOf("a: 1\rb: 2")).toEqual(["yaml-control-character"]);
  });

  test("core tags are accepted", () => expect(dataOf('a: !!str 1\nb: !!int "2"')).toEqual({ a: "1", b: 2 }));
});

describe("anchors", () => {
  test("an alias is its anchor's value", () => expect(dataOf("x: &a {b: 1}\ny: *a")).toEqual({ x: { b: 1 }, y: { b: 1 } }));

  test("written keys win over merged ones, an earlier map over a later", () => {
    const text = "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: { c: 3, <<: [*x, *y] }";
    expect(dataOf(text)).toEqual({ x: { a: 1, b: 1 }, y: { b: 2, c: 2 }, z: { a: 1, b: 1, c: 3 } });
  });

  test("a quoted << is a key", () => expect(dataOf('a: { "<<": 1 }')).toEqual({ a: { "<<": 1 } }));

  test("an anchor is set again by a later one", () => expect(dataOf("a: &n 1\nb: *n\nc: &n 2\nd: *n")).toEqual({ a: 1, b: 1, c: 2, d: 2 }));

  test("a bomb costs nothing", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 30; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(codesOf(lines.join("\n"))).toContain("yaml-too-big");
  });

  test("aliases cannot nest past the limit", () => {
    const lines = ["a0: &a0 [1]"];
    for (let i = 1; i < 40; i++) lines.push(`a${i}: &a${i} [*a${i - 1}]`);
    expect(codesOf(lines.join("\n"))).toContain("yaml-too-deep");
  });
});

describe("limits", () => {
  test.each(["[", "{", "- ", "? ", "[a,", "{a: "])("nesting of %j", (piece) => {
    expect(codesOf(piece.repeat(20_000))).toEqual(["yaml-too-deep"]);
  });

  test("size, values, length of one value", () => {
    expect(codesOf("#".repeat(MOST_CHARACTERS + 1))).toEqual(["yaml-too-big"]);
    expect(codesOf(`a: [${"1,".repeat(200_001)}]`)).toEqual(["yaml-too-big"]);
    expect(codesOf(`a: ${"x".repeat(8 * 1024 + 1)}`)).toEqual(["yaml-too-big"]);
    expect(codesOf(`a: ${"x".repeat(8 * 1024)}`)).toEqual([]);
  });

  test("a file full of faults says a hundred of them", () => {
    expect(codesOf("a: 1\n".repeat(5000)).length).toBe(100);
  });

  test("a map of many keys is read in linear time", () => {
    const text = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1\n`).join("");
    expect(Object.keys(treeOf(text).data as object)).toHaveLength(60_000);
  });
});

test("all faults of a file are reported", () => {
  expect(codesOf("a: 1\na: 2\nb: 0755\nc: !x y\nd: *e\n__proto__: 1\n")).toEqual([
    "yaml-duplicate-key",
    "yaml-number",
    "yaml-tag",
    "yaml-alias",
    "yaml-key",
  ]);
});

describe("places", () => {
  const text = "name: shop\nweb:\n  server: nginx\n  limits:\n    rate: { /x: 5/s }\nlist:\n  - a\n  - {b: 1}\nempty:\n";

  test.each<[(string | number)[], "key" | "value", string]>([
    [["name"], "value", "shop"],
    [["name"], "key", "name"],
    [["web", "limits", "rate", "/x"], "value", "5/s"],
    [["web", "limits", "rate", "/x"], "key", "/x"],
    [["list", 1, "b"], "value", "1"],
    [["list", 0], "key", "a"],
    [["empty"], "value", "empty"],
    [["web", "tls", "hsts"], "value", "web"],
    [["list", 7], "value", "list"],
    [["nothing"], "value", "name"],
    [["name", "below"], "value", "name"],
  ])("%j %s is %j", (path, part, found) => expect(textAt(text, path, part)).toBe(found));

  test("behind aliases and merges: where the value is written", () => {
    const shared = "x: &x {port: 80}\na: *x\nb: { <<: *x, c: 1 }\n";
    const at = treeOf(shared).locate(["x", "port"]);
    expect(treeOf(shared).locate(["a", "port"])).toEqual(at);
    expect(treeOf(shared).locate(["b", "port"])).toEqual(at);
    expect(textAt(shared, ["a"])).toBe("*x");
  });

  test("lines and columns count from 1", () => {
    expect(treeOf(text).locate(["web", "server"])).toEqual({
      file: "stack.yaml",
      start: { line: 3, column: 11, offset: 26 },
      end: { line: 3, column: 16, offset: 31 },
    });
  });
});

/** YAML-ish text: pieces that mean something to the parser, in any order. */
const pieces = fc.constantFrom(
  "a",
  "web",
  ": ",
  ":",
  "\n",
  "\n  ",
  "- ",
  "[",
  "]",
  "{",
  "}",
  ", ",
  "&a ",
  "*a",
  "<<: ",
  "!!str ",
  "!x ",
  "|\n",
  ">-\n",
  '"',
  "'",
  "\\",
  "\t",
  "#",
  "%",
  "---\n",
  "...",
  "? ",
  "1",
  ".inf",
  "0x",
  "\ufeff",
  "\r\n",
  "\0",
  "\ud800",
  "é",
  "server: nginx",
  "__proto__: ",
  "x-",
  "environments:\n  p:\n    ",
);
const yamlish = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

function expectSound(text: string, diagnostics: readonly Diagnostic[]): void {
  for (const { span, message } of diagnostics) {
    expect(span.start.offset).toBeGreaterThanOrEqual(0);
    expect(span.end.offset).toBeGreaterThanOrEqual(span.start.offset);
    expect(span.end.offset).toBeLessThanOrEqual(text.length);
    expect(span.start.line).toBeLessThanOrEqual(text.split("\n").length);
    expect(message).not.toBe("");
  }
}

test.each([
  ["any text", fc.string({ unit: "binary", maxLength: 300 })],
  ["YAML-like text", yamlish],
])("%s: parse and validate never throw, every place lies in the file", (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const { value, diagnostics } = read(text);
      expectSound(text, diagnostics);
      if (value !== null) expectSound(text, validate(value).diagnostics);
      else expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("what JSON can say without inherited keys and control characters is read as it is", () => {
  const text = fc
    .string({ maxLength: 20 })
    .filter((value) => !/[^ -~]/.test(value) && !["__proto__", "constructor", "prototype"].includes(value));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, fc.boolean(), fc.integer(), text, fc.array(tie("tree"), { maxLength: 4 }), tie("map")),
    map: fc.dictionary(text, tie("tree"), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(fc.dictionary(text, tree, { minKeys: 1, maxKeys: 4 }), (data) => {
      expect(dataOf(JSON.stringify(data))).toEqual(JSON.parse(JSON.stringify(data)));
    }),
  );
});

/** What is suggested is tried: a value that help says to write is one that the schema takes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatOf } from "./formats.ts";

const { definitions } = JSON.parse(readFileSync(new URL("stack.schema.json", import.meta.url), "utf8")) as {
  definitions: Readonly<Record<string, { readonly pattern?: string; readonly maxLength?: number }>>;
};

/** Words of each kind that people write, and pieces to make others of. */
const PIECES: Readonly<Record<string, readonly string[]>> = {
  Size: ["0", "1", "10", "1.5", "0.0001", "999999999999999999", " ", "k", "K", "m", "MB", "mb", "GiB", "T", "b", "bytes", "mega", "x", "-"],
  Time: [
    "0",
    "1",
    "30",
    "86400",
    "31536000",
    "123456789012345",
    ":",
    "5:00",
    " ",
    "s",
    "sec",
    "seconds",
    "min",
    "m",
    "h",
    "hours",
    "d",
    "days",
    "ms",
    "w",
    "x",
  ],
  Rate: ["0", "5", "007", "1234567890", "/", " per ", "r", "req", "s", "sec", "second", "m", "min", "minute", "h", "hour", "day", " ", "x"],
  Host: ["*", ".", "shop", "Shop", "example.com", "https://", "//", ":8443", "/", "10.0.0.1", "::1", "bücher", "_", " ", "-", "xn--"],
  UrlPath: ["/", "~", " ", "^", "=", "api", "..", "//", "*", ":id", "<x>", "[0-9]+", "ü", "%20", "a b", "?q=1", "/./"],
  Calendar: ["5 3 * * *", "61 3 * * *", "5 24 * * *", "00 00 * * *", "5", "3", "*", " ", "* * *", "*/5", "25", "61", "daily", "03:30"],
  Folder: ["\\", "a", "..", "~", "/", "C:", " ", "ü", "$X"],
  Module: ["./", "shop", "/", ".py", ":", "app", "()", "-", " ", ".", "1"],
};

/** Deterministic: a small generator of its own (Numerical Recipes, ranqd1). */
function* randoms(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function inputsOf(pieces: readonly string[]): readonly string[] {
  const random = randoms(7);
  const next = (below: number): number => Math.floor((random.next().value ?? 0) * below);
  const made = Array.from({ length: 3000 }, () => Array.from({ length: 1 + next(4) }, () => pieces[next(pieces.length)]).join(""));
  return [...new Set([...pieces, ...made])];
}

/** The values that a help names for this very input. */
function suggestions(help: string): readonly string[] {
  const written =
    /^(?:write (?:the module by dots: |the name alone, in lower case: |its ASCII form: |it with \/: )?|begin with a slash: )(\S+)$/.exec(
      help,
    );
  if (written !== null) return [written[1] ?? ""];
  const listed = /needs a unit: (.+?)(?:, if these are seconds)?$/.exec(help);
  return listed === null ? [] : (listed[1] ?? "").split(", ");
}

const patternOf = (definition: string): RegExp => new RegExp(definitions[definition]?.pattern ?? "$never", "u");

test.each(Object.keys(PIECES))("%s", (definition) => {
  const pattern = patternOf(definition);
  const { help } = formatOf(definition);
  const tried = inputsOf(PIECES[definition] ?? [])
    .filter((input) => !pattern.test(input))
    .flatMap((input) =>
      suggestions(typeof help === "string" ? help : help(input, [])).map((value) => ({ input, value: value.replace(/^"(.*)"$/, "$1") })),
    );
  expect(tried.length).toBeGreaterThan(0);
  expect(tried.filter(({ value }) => !pattern.test(value))).toEqual([]);
});

test("a suggestion that is none is seen", () => {
  expect(patternOf("Size").test("1.5B")).toBe(false);
  expect(suggestions("write 1.5B")).toEqual(["1.5B"]);
  expect(suggestions("a size needs a unit: 1B, 1KB")).toEqual(["1B", "1KB"]);
});

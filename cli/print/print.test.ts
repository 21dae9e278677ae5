import Ajv from "ajv";
import { expect, test } from "vitest";
import type { Diagnostic, Span } from "../../schema/diagnostic.ts";
import { lineStarts, positionAt } from "../../schema/source.ts";
import { makePaint, wantsColour } from "../terminal.ts";
import { printGithub } from "./github.ts";
import { printJson } from "./json.ts";
import { printSarif } from "./sarif.ts";
import { printText } from "./text.ts";

const TEXT = `name: shop
domains: [shop.example.com]
web:
  server: nginx
  tls:
    redirect: true
edge:
  trusted: [10.0.0.0/8]
# a comment
aliases: [shop.example.com]
`;

function spanOf(text: string, found: string, file = "stack.yaml"): Span {
  const start = text.indexOf(found);
  const starts = lineStarts(text);
  return { file, start: positionAt(starts, start), end: positionAt(starts, start + found.length) };
}

function fault(changes: Partial<Diagnostic>): Diagnostic {
  const span = spanOf(TEXT, "true");
  return {
    code: "unknown-key",
    severity: "error",
    layer: "link",
    message: "two places disagree",
    span,
    related: [],
    help: null,
    ...changes,
  };
}

const plain = makePaint(false);
const text = (diagnostics: readonly Diagnostic[], source = TEXT): string =>
  printText(diagnostics, [{ file: "stack.yaml", text: source }], plain);

test("nothing is printed of nothing", () => {
  expect(text([])).toBe("");
});

test("a frame with several labels, near lines joined, far lines apart", () => {
  const related = [
    { span: spanOf(TEXT, "nginx"), message: "said here" },
    { span: spanOf(TEXT, "[10.0.0.0/8]"), message: "and here" },
    { span: { ...spanOf(TEXT, "shop.example.com"), file: "other.yaml" }, message: "of another file" },
  ];
  const sources = [
    { file: "stack.yaml", text: TEXT },
    { file: "other.yaml", text: TEXT },
  ];
  expect(`\n${printText([fault({ related, help: "remove one" })], sources, plain)}`).toBe(`
error[unknown-key]: two places disagree
 --> stack.yaml:6:15
  |
4 |   server: nginx
  |           ----- said here
5 |   tls:
6 |     redirect: true
  |               ^^^^
7 | edge:
8 |   trusted: [10.0.0.0/8]
  |            ------------ and here
 ::: other.yaml:2:11
  |
2 | domains: [shop.example.com]
  |           ---------------- of another file
  |
  = help: remove one

1 error; see \`stackc explain unknown-key\`
`);
});

test("an empty span still gets a caret; a span of several lines is underlined to the end of its first", () => {
  const empty = spanOf(TEXT, "");
  expect(text([fault({ span: empty })])).toContain("\n1 | name: shop\n  | ^\n");
  const long = { ...spanOf(TEXT, "web:"), end: spanOf(TEXT, "edge").start };
  expect(text([fault({ span: long })])).toContain("\n3 | web:\n  | ^^^^\n");
});

test("carets stand under wide characters, tabs and escapes", () => {
  const odd = "名前:\t\u001b[31mx: bad\n";
  const shown = text([fault({ span: spanOf(odd, "bad") })], odd).split("\n");
  expect(shown[3]).toBe("1 | 名前:    \\u{1b}[31mx: bad");
  // Each of the two characters is two columns wide.
  expect(shown[4]).toBe(`  | ${" ".repeat("1234:    \\u{1b}[31mx: ".length)}^^^`);
});

test("no control character of a file or a message reaches the terminal", () => {
  const evil = "name: \u001b]0;owned\u0007\u009b31m\u202eevil\r\n";
  const diagnostics = [
    fault({
      span: { ...spanOf(evil, "evil"), file: "a\u001b[2J.yaml" },
      message: evil,
      help: evil,
      related: [{ span: spanOf(evil, "name"), message: evil }],
    }),
  ];
  const sources = [
    { file: "stack.yaml", text: evil },
    { file: "a\u001b[2J.yaml", text: evil },
  ];
  const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  for (const shown of [printText(diagnostics, sources, plain), printJson(diagnostics), printGithub(diagnostics), printSarif(diagnostics)])
    expect(shown).not.toMatch(unsafe);
  expect((JSON.parse(printJson(diagnostics)) as { diagnostics: { message: string }[] }).diagnostics[0]?.message).toBe(evil);
});

test("a very long line is cut around the place", () => {
  const long = `x: ${"a".repeat(500)}HERE${"b".repeat(500)}\n`;
  const shown = text([fault({ span: spanOf(long, "HERE") })], long).split("\n");
  expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(140);
  expect(shown[3]?.indexOf("HERE")).toBe(shown[4]?.indexOf("^^^^"));
});

test("GitHub's commands are escaped", () => {
  const span = { ...spanOf(TEXT, "true"), file: "a,b:c.yaml" };
  expect(printGithub([fault({ span, message: "100% wrong", help: "mend it" })])).toBe(
    "::error file=a%2Cb%3Ac.yaml,line=6,endLine=6,col=15,endColumn=18,title=stackc%3A unknown-key::100%25 wrong%0Ahelp: mend it\n",
  );
  expect(printGithub([fault({ severity: "info" })])).toMatch(/^::notice /);
});

/** The part of the OASIS schema that a log of ours uses. */
const PLACE = {
  type: "object",
  required: ["artifactLocation", "region"],
  additionalProperties: false,
  properties: {
    artifactLocation: {
      type: "object",
      required: ["uri"],
      additionalProperties: false,
      properties: { uri: { type: "string", format: "uri-reference" } },
    },
    region: {
      type: "object",
      required: ["startLine"],
      additionalProperties: false,
      properties: Object.fromEntries(
        ["startLine", "startColumn", "endLine", "endColumn"].map((key) => [key, { type: "integer", minimum: 1 }]),
      ),
    },
  },
};
const MESSAGE = { type: "object", required: ["text"], additionalProperties: false, properties: { text: { type: "string" } } };
const LEVEL = { enum: ["none", "note", "warning", "error"] };
const RESULT = {
  type: "object",
  required: ["message"],
  additionalProperties: false,
  properties: {
    ruleId: { type: "string" },
    ruleIndex: { type: "integer", minimum: 0 },
    level: LEVEL,
    message: MESSAGE,
    locations: {
      type: "array",
      items: { type: "object", additionalProperties: false, required: ["physicalLocation"], properties: { physicalLocation: PLACE } },
    },
    relatedLocations: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        properties: { id: { type: "integer", minimum: 0 }, physicalLocation: PLACE, message: MESSAGE },
      },
    },
  },
};
const RULE = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, shortDescription: MESSAGE, defaultConfiguration: { type: "object", properties: { level: LEVEL } } },
};
const DRIVER = {
  type: "object",
  required: ["name"],
  properties: { name: { type: "string" }, version: { type: "string" }, rules: { type: "array", uniqueItems: true, items: RULE } },
};
const RUN = {
  type: "object",
  required: ["tool"],
  additionalProperties: false,
  properties: {
    tool: { type: "object", required: ["driver"], additionalProperties: false, properties: { driver: DRIVER } },
    columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
    results: { type: "array", items: RESULT },
  },
};
const SARIF = {
  type: "object",
  required: ["version", "runs"],
  additionalProperties: false,
  properties: { $schema: { type: "string" }, version: { const: "2.1.0" }, runs: { type: "array", items: RUN } },
};

test("SARIF has the shape of 2.1.0, and each result its rule", () => {
  const related = [{ span: spanOf(TEXT, "nginx"), message: "said here" }];
  const log = JSON.parse(printSarif([fault({ related, help: "mend it" }), fault({ severity: "info" })])) as Record<string, never>;
  const validate = new Ajv({ strict: true, strictTypes: false, formats: { "uri-reference": /^[^\s\\]*$/ } }).compile(SARIF);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log).toMatchObject({
    runs: [{ tool: { driver: { rules: [{ id: "unknown-key" }] } }, results: [{ ruleIndex: 0, level: "error" }, { level: "note" }] }],
  });
  expect(validate({ ...log, version: "2.0.0" })).toBe(false);
});

test("colour: NO_COLOR before FORCE_COLOR before the terminal", () => {
  expect(wantsColour({}, true)).toBe(true);
  expect(wantsColour({}, false)).toBe(false);
  expect(wantsColour({ NO_COLOR: "1", FORCE_COLOR: "1" }, true)).toBe(false);
  expect(wantsColour({ NO_COLOR: "" }, true)).toBe(true);
  expect(wantsColour({ FORCE_COLOR: "1" }, false)).toBe(true);
  expect(wantsColour({ FORCE_COLOR: "0" }, true)).toBe(false);
  expect(wantsColour({ TERM: "dumb" }, true)).toBe(false);
  expect(printText([fault({})], [{ file: "stack.yaml", text: TEXT }], makePaint(true))).toContain("\u001b[");
});

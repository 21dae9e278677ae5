/**
 * All of YAML 1.2 (core schema), one document, by the `yaml` library: characters, tokens (counted before
 * anything recurses), nodes, data. All faults are reported; where things stand is known.
 */
import { Composer, type CST, type Document, type Node, type ParsedNode, Parser, type YAMLParseError } from "yaml";
import { checkRoot } from "./check-root.ts";
import { checkText } from "./check-text.ts";
import type { OffsetFault } from "./offset-fault.ts";
import { readNodes, type Targets } from "./read-nodes.ts";
import type { Data } from "./source.ts";
import { DEEPEST, findExcess, MOST_CHARACTERS, MOST_NODES } from "./yaml-limits.ts";
import { syntaxFaults } from "./yaml-syntax.ts";

export type Reading = {
  readonly faults: readonly OffsetFault[];
  readonly data?: Data;
  readonly root?: Node | null;
  readonly targets?: Targets;
};

export function readWhole(text: string): Reading {
  if (text.length > MOST_CHARACTERS) return { faults: [tooBig(0, `the file has more than ${MOST_CHARACTERS} characters`)] };
  const textFaults = checkText(text);
  if (textFaults.length > 0) return { faults: textFaults };
  const tokens = [...new Parser().parse(text)];
  const excess = findExcess(tokens);
  if (excess !== null)
    return { faults: [excess.kind === "deep" ? tooDeep(excess.offset) : tooBig(excess.offset, `more than ${MOST_NODES} values`)] };
  return readTokens(tokens, text);
}

function readTokens(tokens: readonly CST.Token[], text: string): Reading {
  const document = compose(tokens, text);
  const { data, faults, targets } = readNodes(document.contents);
  const syntax = [...syntaxFaults(document.errors as YAMLParseError[], text), ...documentFaults(tokens)];
  const all = [...syntax, ...faults];
  const rootFaults = all.length === 0 ? checkRoot(data, document.contents, text) : [];
  return { faults: [...all, ...rootFaults, ...lineEndFaults(text)], data, root: document.contents, targets };
}

/** The first document. `uniqueKeys` is off: its search is quadratic, and readNodes looks for itself. */
function compose(tokens: readonly CST.Token[], text: string): Document.Parsed<ParsedNode> {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    strict: true,
    uniqueKeys: false,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [document] = composer.compose(tokens, true, text.length);
  return document as Document.Parsed<ParsedNode>;
}

function documentFaults(tokens: readonly CST.Token[]): OffsetFault[] {
  const [, second] = tokens.filter((token) => token.type === "document");
  const faults = tokens.filter((token) => token.type === "directive").map(directiveFault);
  if (second === undefined) return faults;
  const help = "one file is one stack; give several files to stackc";
  return [
    ...faults,
    { code: "yaml-documents", start: second.offset, end: second.offset + 3, message: "a second document begins here", help },
  ];
}

function directiveFault({ offset, source }: CST.Token & { source: string }): OffsetFault {
  const message = "a directive (a line that begins with %)";
  return { code: "yaml-syntax", start: offset, end: offset + source.length, message, help: "leave it out: a stack.yaml is YAML 1.2" };
}

/** CR LF is a line end of YAML, so it is no error; but editors and diffs make trouble with mixed ones. */
function lineEndFaults(text: string): OffsetFault[] {
  const start = text.indexOf("\r\n");
  if (start === -1) return [];
  return [
    {
      code: "yaml-line-ends",
      start,
      end: start + 1,
      message: "the file has Windows line ends (CR LF)",
      help: "save it with LF; git can do so: `*.yaml text eol=lf` in .gitattributes",
    },
  ];
}

function tooBig(offset: number, message: string): OffsetFault {
  return { code: "yaml-too-big", start: offset, end: offset + 1, message };
}

function tooDeep(offset: number): OffsetFault {
  return { code: "yaml-too-deep", start: offset, end: offset + 1, message: `more than ${DEEPEST} levels of maps and lists` };
}

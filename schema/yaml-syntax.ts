/**
 * The `yaml` library's syntax errors in this house's words. One slip often makes several errors on a
 * line: the first is kept.
 */
import type { ErrorCode, YAMLParseError } from "yaml";
import type { OffsetFault } from "./offset-fault.ts";

type Words = { readonly message: string; readonly help?: string };

const QUOTE = 'put the value in quotes: "..."';

const WORDS: Partial<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: { message: "an alias with an anchor or a tag of its own" },
  BAD_ALIAS: { message: "an unquoted * begins an alias, and this is none", help: QUOTE },
  BAD_COLLECTION_TYPE: { message: "a tag that does not fit its value" },
  BAD_DIRECTIVE: { message: "a line that begins with % is a directive, and this is none", help: QUOTE },
  BAD_DQ_ESCAPE: { message: "an unknown escape in double quotes", help: "use single quotes, or write \\\\ for a backslash" },
  BAD_INDENT: { message: "indented differently from what it belongs to", help: "indent siblings alike, with blanks" },
  BLOCK_IN_FLOW: { message: "a block of lines inside [] or {}", help: "write it in [] or {} as well" },
  KEY_OVER_1024_CHARS: { message: "a key of more than 1024 characters" },
  MULTILINE_IMPLICIT_KEY: { message: "a line without `: ` where a key is wanted", help: "write `key: value`" },
  UNEXPECTED_TOKEN: {
    message: "text that belongs to nothing before it",
    help: "indent siblings alike, with blanks; a comment begins with a blank and #",
  },
  MULTIPLE_ANCHORS: { message: "two anchors on one value" },
  MULTIPLE_TAGS: { message: "two tags on one value" },
};

export function syntaxFaults(errors: readonly YAMLParseError[], text: string): OffsetFault[] {
  const faults: OffsetFault[] = [];
  let lastLine = -1;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const line = text.lastIndexOf("\n", error.pos[0] - 1);
    if (line === lastLine && faults.length > 0) continue;
    lastLine = line;
    faults.push(faultOf(error, text));
  }
  return faults;
}

function faultOf({ code, message, pos: [start, end] }: YAMLParseError, text: string): OffsetFault {
  if (code === "TAB_AS_INDENT") return tabFault(start, end);
  if (code === "BAD_SCALAR_START") return scalarStartFault(start, end, text[start] ?? "");
  const words = unclosed(message) ?? secondKey(code, text, start) ?? WORDS[code] ?? { message: asClause(message) };
  return { code: "yaml-syntax", start, end, ...words };
}

/** Brackets and quotes that never end: the library says what is missing in several codes. */
function unclosed(message: string): Words | null {
  const [, missing] = /(?:end with an? |Missing closing )([\]}"'])/.exec(message) ?? [];
  return missing === undefined
    ? null
    : { message: `a closing ${missing} is missing`, help: `add ${missing}, or indent what stands before it` };
}

/** `a: b: c`, or a deeper line below a value that was complete. */
function secondKey(code: ErrorCode, text: string, offset: number): Words | null {
  if (code !== "BLOCK_AS_IMPLICIT_KEY" && code !== "BLOCK_IN_FLOW") return null;
  const lineEnd = text.indexOf("\n", offset);
  const rest = text.slice(offset, lineEnd === -1 ? undefined : lineEnd);
  if (/:(\s|$)/.test(rest)) return { message: "two `: ` on one line", help: QUOTE };
  return code === "BLOCK_IN_FLOW" ? null : { message: "a value with keys below it", help: "indent siblings alike, with blanks" };
}

function tabFault(start: number, end: number): OffsetFault {
  const help = "indent with blanks; most editors have a setting for it";
  return { code: "yaml-tab", start, end, message: "a tab as indentation", help };
}

function scalarStartFault(start: number, end: number, character: string): OffsetFault {
  return { code: "yaml-syntax", start, end, message: `an unquoted value cannot begin with ${character}`, help: QUOTE };
}

/** The library's sentence as a clause: lower case, one line, no full stop. */
function asClause(message: string): string {
  const [line = ""] = message.split("\n");
  return (line.charAt(0).toLowerCase() + line.slice(1)).replace(/\.$/, "");
}

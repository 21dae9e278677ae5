/** `stackc explain CODE`, `stackc explain RULE`, and `stackc explain PATH:LINE` of a generated file or of a stack file. */
import { isRule, rules } from "../../generators/rules.ts";
import { codes } from "../../schema/codes.generated.ts";
import { explanations } from "../../schema/explain.generated.ts";
import { nearest } from "../../schema/nearest.ts";
import { type Exit, FINE } from "../exit.ts";
import { advise, refuse } from "../print/words.ts";
import type { Terminal } from "../terminal.ts";
import { explainLine } from "./explain-line.ts";
import { explainSource } from "./explain-source.ts";
import { printRule } from "./print-origin.ts";

export function explain(subject: string, stackFile: string | null, terminal: Terminal): Exit {
  const place = /^(.+):(\d+)(?::\d+)?$/.exec(subject);
  if (place?.[1] !== undefined && /\.ya?ml$/.test(place[1])) return explainSource(place[1], Number(place[2]), terminal);
  if (place?.[1] !== undefined) return explainLine({ path: place[1], line: Number(place[2]), stackFile }, terminal);
  return explainCode(subject, terminal);
}

/** Codes are written in lower case and rules like X4 in upper: either is found however it is typed. */
function explainCode(word: string, terminal: Terminal): Exit {
  const rule = [word, word.toLowerCase(), word.toUpperCase()].find(isRule);
  if (rule !== undefined) {
    terminal.data(`${printRule(rule)}\n`);
    return FINE;
  }
  const known = Object.keys(codes);
  const code = known.find((candidate) => candidate === word.toLowerCase()) as keyof typeof codes | undefined;
  if (code === undefined) return refuseCode(word, known, terminal);
  terminal.data(`# ${code} (${codes[code].severity})\n\n${explanations[code]}\n`);
  return FINE;
}

function refuseCode(word: string, known: readonly string[], terminal: Terminal): Exit {
  if (/[./]/.test(word)) {
    const exit = refuse(terminal, [`${word} names no line of a generated file`]);
    advise(terminal, `put the line's number behind it: ${word}:1`);
    return exit;
  }
  const exit = refuse(terminal, [`there is no code or rule ${word}`]);
  const near = nearest(word.toLowerCase(), [...known, ...Object.keys(rules)]);
  advise(terminal, near === null ? `the codes are: ${known.join(" ")}` : `did you mean ${near}?`);
  return exit;
}

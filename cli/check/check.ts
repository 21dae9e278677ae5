/** `stackc check`: every stack and each of its environments, compiled and not written, and held against the project beside it. */
import { HOST } from "../../generators/compile.ts";
import { type Diagnostic, hasErrors, sortDiagnostics } from "../../schema/diagnostic.ts";
import { parse } from "../../schema/parse.ts";
import type { Source } from "../../schema/source.ts";
import { compileAll } from "../compile-all.ts";
import { type Exit, FINDINGS, FINE } from "../exit.ts";
import type { Format } from "../formats.ts";
import { printGithub } from "../print/github.ts";
import { printJson } from "../print/json.ts";
import { printSarif } from "../print/sarif.ts";
import { printText } from "../print/text.ts";
import { refuse } from "../print/words.ts";
import { readSources } from "../read/sources.ts";
import type { Terminal } from "../terminal.ts";
import { checkBeside } from "./beside/check-beside.ts";

export type CheckInput = { readonly files: readonly string[]; readonly format: Format };

export function check({ files, format }: CheckInput, terminal: Terminal): Exit {
  const { sources, faults } = readSources(files);
  if (faults.length > 0) return refuse(terminal, faults);
  const diagnostics = sortDiagnostics(unique(diagnose(sources)));
  print(diagnostics, sources, format, terminal);
  return hasErrors(diagnostics) ? FINDINGS : FINE;
}

/** The base says what is wrong with all; an environment only what is wrong with it alone. */
function diagnose(sources: readonly Source[]): Diagnostic[] {
  const base = [...compileAll(sources, () => HOST).diagnostics, ...sources.flatMap((source) => checkBeside(source, null))];
  if (hasErrors(base)) return base;
  const known = new Set(base.map((diagnostic) => JSON.stringify(diagnostic)));
  const overlaid = sources.flatMap((source) =>
    environmentsOf(source).flatMap((environment) =>
      [...compileAll([source], () => ({ ...HOST, environment })).diagnostics, ...checkBeside(source, environment)]
        .filter((diagnostic) => !known.has(JSON.stringify(diagnostic)))
        .map((diagnostic) => within(diagnostic, environment, source)),
    ),
  );
  return [...base, ...overlaid];
}

/** What is wrong in one environment alone says in which. */
function within(diagnostic: Diagnostic, environment: string, source: Source): Diagnostic {
  const span = parse(source).value?.locate(["environments", environment], "key");
  return span === undefined ? diagnostic : { ...diagnostic, related: [{ span, message: "in this environment" }, ...diagnostic.related] };
}

function environmentsOf(source: Source): string[] {
  const data = parse(source).value?.data;
  if (typeof data !== "object" || data === null || Array.isArray(data) || !("environments" in data)) return [];
  const { environments } = data;
  return typeof environments === "object" && environments !== null ? Object.keys(environments) : [];
}

function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

function print(diagnostics: readonly Diagnostic[], sources: readonly Source[], format: Format, terminal: Terminal): void {
  if (format === "text") terminal.words(printText(diagnostics, sources, terminal.paint));
  else terminal.data(PRINTERS[format](diagnostics));
}

const PRINTERS: Readonly<Record<Exclude<Format, "text">, (diagnostics: readonly Diagnostic[]) => string>> = {
  json: printJson,
  github: printGithub,
  sarif: printSarif,
};

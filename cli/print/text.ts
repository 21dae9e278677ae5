/**
 * Diagnostics for a person:
 *
 *     error[redirect-loop]: both the edge and the web server redirect http to https
 *       --> stack.yaml:9:12
 *        |
 *      9 |   redirect: true
 *        |             ^^^^
 *        |
 *     help: set web.tls.redirect: false
 */
import type { Diagnostic, Severity } from "../../schema/diagnostic.ts";
import type { Source } from "../../schema/source.ts";
import type { Paint } from "../terminal.ts";
import { gutterOf, type Mark, printFrame } from "./frame.ts";
import { printable } from "./printable.ts";

export function printText(diagnostics: readonly Diagnostic[], sources: readonly Source[], paint: Paint): string {
  if (diagnostics.length === 0) return "";
  const lines = new Map(sources.map(({ file, text }) => [file, text.split("\n")]));
  const blocks = diagnostics.map((diagnostic) => printOne(diagnostic, lines, paint));
  return `${[...blocks, summarise(diagnostics)].join("\n\n")}\n`;
}

function printOne(diagnostic: Diagnostic, lines: ReadonlyMap<string, readonly string[]>, paint: Paint): string {
  const { code, severity, message, span, related, help } = diagnostic;
  const tint = paint[severity];
  const marks: Mark[] = [{ span, message: "", main: true }, ...related.map((label) => ({ ...label, main: false }))];
  const gutter = gutterOf(marks);
  const rows = [`${tint(`${severity}[${code}]`)}${paint.bold(`: ${printable(message)}`)}`];
  for (const [file, group] of groupByFile(marks)) {
    const at = group.find(({ main }) => main) ?? group[0];
    const arrow = file === span.file ? "-->" : ":::";
    const { line, column } = at?.span.start ?? span.start;
    rows.push(`${paint.frame(`${" ".repeat(gutter)}${arrow}`)} ${printable(file)}:${line}:${column}`);
    rows.push(...printFrame(lines.get(file) ?? [], group, gutter, paint, tint));
  }
  if (help !== null)
    rows.push(
      paint.frame(`${" ".repeat(gutter)} |`),
      `${" ".repeat(gutter)} ${paint.frame("=")} ${paint.help("help")}: ${printable(help)}`,
    );
  return rows.join("\n");
}

/** The diagnostic's own file first. */
function groupByFile(marks: readonly Mark[]): ReadonlyMap<string, Mark[]> {
  const groups = new Map<string, Mark[]>();
  for (const mark of marks) groups.set(mark.span.file, [...(groups.get(mark.span.file) ?? []), mark]);
  return groups;
}

function summarise(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))];
  const counts = (["error", "warning", "info"] as const).flatMap((severity) => countOf(diagnostics, severity));
  return `${counts.join(", ")}; see \`stackc explain ${codes.length === 1 ? codes[0] : "CODE"}\``;
}

function countOf(diagnostics: readonly Diagnostic[], severity: Severity): string[] {
  const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  if (count === 0) return [];
  return [severity === "info" ? `${count} info` : `${count} ${severity}${count === 1 ? "" : "s"}`];
}

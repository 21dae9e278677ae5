/**
 * GitHub workflow commands, which show a diagnostic beside the line in a pull request.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import type { Diagnostic } from "../../schema/diagnostic.ts";
import { printable } from "./printable.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

export function printGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(commandOf).join("");
}

function commandOf({ code, severity, message, span, related, help }: Diagnostic): string {
  const { file, start, end } = span;
  const sameLine = start.line === end.line;
  const properties = {
    file,
    line: start.line,
    endLine: end.line,
    ...(sameLine ? { col: start.column, endColumn: Math.max(end.column - 1, start.column) } : {}),
    title: `stackc: ${code}`,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(printable(String(value)))}`);
  const others = related.map((label) => `${label.span.file}:${label.span.start.line}: ${label.message}`);
  const text = [message, ...others, ...(help === null ? [] : [`help: ${help}`])].map(printable).join("\n");
  return `::${COMMANDS[severity]} ${list.join(",")}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

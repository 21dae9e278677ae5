/** SARIF 2.1.0 (OASIS), as code scanning services read it. */

import { VERSION } from "../../generators/version.ts";
import type { Code } from "../../schema/codes.generated.ts";
import { codes } from "../../schema/codes.generated.ts";
import type { Diagnostic, Severity, Span } from "../../schema/diagnostic.ts";
import { printableJson } from "./printable.ts";

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

export function printSarif(diagnostics: readonly Diagnostic[]): string {
  const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "stackc", version: VERSION, rules: used.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, used)),
      },
    ],
  };
  return `${printableJson(JSON.stringify(log, null, 2))}\n`;
}

function ruleOf(code: Code): object {
  const { title, severity } = codes[code];
  return { id: code, shortDescription: { text: title }, defaultConfiguration: { level: LEVELS[severity] } };
}

function resultOf({ code, severity, message, span, related, help }: Diagnostic, used: readonly Code[]): object {
  return {
    ruleId: code,
    ruleIndex: used.indexOf(code),
    level: LEVELS[severity],
    message: { text: help === null ? message : `${message}\n${help}` },
    locations: [{ physicalLocation: placeOf(span) }],
    relatedLocations: related.map((label, id) => ({ id, physicalLocation: placeOf(label.span), message: { text: label.message } })),
  };
}

function placeOf({ file, start, end }: Span): object {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

/** A relative reference, so that a log made on one machine fits the checkout of another. */
function uriOf(file: string): string {
  const path = file.replace(/^\.\//, "").split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") ? `file://${path}` : path;
}

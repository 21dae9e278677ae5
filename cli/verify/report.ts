/** What a verify found: a line a probe for a person, or JSON (report.schema.json). */
import type { Probe } from "../../generators/probes/probe.ts";
import { printable, printableJson } from "../print/printable.ts";
import type { Outcome } from "./send.ts";

export type Row = { readonly probe: Probe; readonly outcome: Outcome; readonly place: string };

export type Report = {
  readonly name: string;
  readonly environment: string | null;
  /** The URL that was asked; null for a site of our own. */
  readonly url: string | null;
  readonly rows: readonly Row[];
  /** Rows of the URL table that are like others of their kind. */
  readonly leftOut: number;
  /** Probes of the list that this kind of site cannot be asked: by name. */
  readonly elsewhere: readonly string[];
};

const MARK = { ok: "ok", failed: "FAIL", unasked: "-" } as const;

export function printReport(report: Report): string {
  const idWidth = Math.max(...report.rows.map(({ probe }) => probe.id.length), 0);
  const ruleWidth = Math.max(...report.rows.map(({ probe }) => probe.rule.length), 0);
  const holdsWidth = Math.max(...report.rows.map(({ probe }) => probe.holds.length), 0);
  const lines = report.rows.flatMap(({ probe, outcome, place }) => {
    const row = `${MARK[outcome.kind].padEnd(4)}  ${probe.id.padEnd(idWidth)}  ${probe.rule.padEnd(ruleWidth)}  ${probe.holds.padEnd(holdsWidth)}  ${place}`;
    return [printable(row.trimEnd()), ...detailsOf(outcome).map((text) => `      ${printable(text)}`)];
  });
  return `${[...lines, "", ...elsewhereOf(report), summaryOf(report)].join("\n")}\n`;
}

export function detailsOf(outcome: Outcome): readonly string[] {
  if (outcome.kind === "failed") return outcome.faults;
  return outcome.kind === "unasked" ? [outcome.reason] : [];
}

export function countsOf({ rows }: Report) {
  const count = (kind: Outcome["kind"]): number => rows.filter(({ outcome }) => outcome.kind === kind).length;
  return { passed: count("ok"), failed: count("failed"), unasked: count("unasked") };
}

function summaryOf(report: Report): string {
  const { passed, failed, unasked } = countsOf(report);
  const more = [
    ...(unasked === 0 ? [] : [`${unasked} not asked`]),
    ...(report.leftOut === 0 ? [] : [`${report.leftOut} paths like others not probed`]),
  ];
  return [`${passed} passed`, `${failed} failed`, ...more].join(", ");
}

/** A site of our own has no visitors; one in service has no mirror, and is sent nothing that could change it. */
function elsewhereOf({ elsewhere, url }: Report): readonly string[] {
  if (elsewhere.length === 0) return [];
  const where = url === null ? "of a site in service alone, with --url" : "of a site that stackc starts, without --url";
  return [`not asked, as ${elsewhere.length === 1 ? "it is" : "they are"} asked ${where}: ${printable(elsewhere.join(", "))}`];
}

export function printReportJson(report: Report): string {
  const { name, environment, url, leftOut, elsewhere, rows } = report;
  const probes = rows.map(({ probe: { id, rule, at, holds }, outcome, place }) => ({
    id,
    rule,
    at,
    place,
    holds,
    outcome: outcome.kind,
    details: detailsOf(outcome),
  }));
  return `${printableJson(JSON.stringify({ format: 1, name, environment, url, ...countsOf(report), leftOut, elsewhere, probes }, null, 2))}\n`;
}

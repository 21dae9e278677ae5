/** Every probe that applies, one after the other, and what they found. */
import type { Plan } from "../../generators/plan/plan.ts";
import type { Probe } from "../../generators/probes/probe.ts";
import { originOf } from "../../generators/render/origin.ts";
import { parse } from "../../schema/parse.ts";
import { parsePath } from "../../schema/path.ts";
import type { Source } from "../../schema/source.ts";
import { type Exit, FINDINGS, FINE } from "../exit.ts";
import type { ReportFormat } from "../formats.ts";
import type { Terminal } from "../terminal.ts";
import { perform } from "./perform.ts";
import { countsOf, printReport, printReportJson, type Report, type Row } from "./report.ts";
import { printReportJunit } from "./report-junit.ts";
import type { Site } from "./send.ts";

/** Where a probe's promise is written, for a person. */
export type PlaceOf = (probe: Probe) => string;

/** A text: the site cannot be reached, and why. */
export async function askAll(site: Site, placeOf: PlaceOf, isStopped: () => boolean): Promise<readonly Row[] | string> {
  const rows: Row[] = [];
  for (const probe of site.probes.probes.filter((probe) => isFor(probe, site))) {
    if (isStopped()) break;
    const outcome = await perform(probe, site);
    if (outcome.kind === "unreachable") return outcome.reason;
    rows.push({ probe, outcome, place: placeOf(probe) });
  }
  return rows;
}

function isFor({ where }: Probe, { inside }: Site): boolean {
  return where === "anywhere" || where === (inside === null ? "public" : "local");
}

/** Those that this site is not asked, by name. */
export function elsewhereIn(site: Site): readonly string[] {
  return site.probes.probes.filter((probe) => !isFor(probe, site)).map(({ id }) => id);
}

const PRINTERS: Readonly<Record<ReportFormat, (report: Report) => string>> = {
  text: printReport,
  json: printReportJson,
  junit: printReportJunit,
};

export function print(report: Report, format: ReportFormat, terminal: Terminal): Exit {
  terminal.data(PRINTERS[format](report));
  return countsOf(report).failed > 0 ? FINDINGS : FINE;
}

/** `stack.yaml:11:11`, or that it is a default. */
export function placesIn(source: Source, { written }: Plan): PlaceOf {
  const tree = parse(source).value;
  return ({ at }) => {
    const origin = originOf(written, at);
    if (tree === null || origin.kind !== "yaml") return `${at} (default)`;
    const { start } = tree.locate(parsePath(origin.path));
    return `${source.file}:${start.line}:${start.column}`;
  };
}

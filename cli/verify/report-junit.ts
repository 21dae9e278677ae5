/** What a verify found as JUnit's XML, which CI systems show as tests. */
import { printable } from "../print/printable.ts";
import { countsOf, detailsOf, type Report, type Row } from "./report.ts";

export function printReportJunit(report: Report): string {
  const { failed, unasked } = countsOf(report);
  const suite = `name="stackc verify ${attribute(report.name)}" tests="${report.rows.length}" failures="${failed}" skipped="${unasked}"`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuite ${suite}>`, ...report.rows.map(testCase), "</testsuite>", ""].join("\n");
}

function testCase({ probe, outcome, place }: Row): string {
  const open = `  <testcase classname="${attribute(probe.rule)}" name="${attribute(`${probe.id}: ${probe.holds}`)}"`;
  const message = `message="${attribute(detailsOf(outcome).join("; "))}"`;
  switch (outcome.kind) {
    case "ok":
      return `${open}/>`;
    case "failed":
      return `${open}><failure ${message}>${attribute(place)}</failure></testcase>`;
    case "unasked":
      return `${open}><skipped ${message}/></testcase>`;
    default:
      return outcome satisfies never;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0, section 2.2: control characters have no place in it, not even as references. */
function attribute(text: string): string {
  return printable(text).replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
}

/** What `stackc verify` says, as text, JUnit's XML and JSON. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import type { Probe } from "../../generators/probes/probe.ts";
import { printReport, printReportJson, type Report } from "./report.ts";
import { printReportJunit } from "./report-junit.ts";

const READ_XML = `import json, sys, xml.etree.ElementTree as tree
print(json.dumps([[case.get("name"), case[0].get("message") if len(case) else None] for case in tree.parse(sys.stdin).getroot()]))`;

describe("a report", () => {
  const probe = (id: string): Probe => ({
    id,
    rule: "X8",
    at: "edge",
    holds: "it holds",
    where: "anywhere",
    action: { kind: "ask", ask: {}, want: {} },
  });
  const report: Report = {
    name: "shop",
    environment: null,
    url: null,
    leftOut: 3,
    elsewhere: ["certificate", "other"],
    rows: [
      { probe: probe("good"), outcome: { kind: "ok" }, place: "stack.yaml:1:1" },
      { probe: probe("bad"), outcome: { kind: "failed", faults: ["it is \u001b[31mred"] }, place: "edge (default)" },
      { probe: probe("unknown"), outcome: { kind: "unasked", reason: "nobody knows" }, place: "edge (default)" },
    ],
  };

  test("is a line a probe, with what is otherwise below it, and nothing that moves a cursor", () => {
    expect(printReport(report)).toBe(`ok    good     X8  it holds  stack.yaml:1:1
FAIL  bad      X8  it holds  edge (default)
      it is \\u{1b}[31mred
-     unknown  X8  it holds  edge (default)
      nobody knows

not asked, as they are asked of a site in service alone, with --url: certificate, other
1 passed, 1 failed, 1 not asked, 3 paths like others not probed
`);
  });

  test("as JUnit's XML has a test a probe, and no character that XML has not", () => {
    const { stdout, status } = spawnSync("python3", ["-c", READ_XML], { input: printReportJunit(report), encoding: "utf8" });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      ["good: it holds", null],
      ["bad: it holds", "it is \\u{1b}[31mred"],
      ["unknown: it holds", "nobody knows"],
    ]);
  });

  test("as JSON is what its schema says", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "report.schema.json"), "utf8")) as object;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const data = JSON.parse(printReportJson(report)) as { probes: object[] };
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
    expect(data.probes[1]).toMatchObject({ id: "bad", outcome: "failed", details: ["it is \u001b[31mred"] });
    expect(validate({ ...data, more: 1 })).toBe(false);
  });
});

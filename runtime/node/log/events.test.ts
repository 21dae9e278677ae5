/** The list of events is closed both ways, workers' included, and stands in docs/faults.md. `UPDATE=1` writes it there. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EVENTS } from "./events.ts";

const runtime = fileURLToPath(new URL("..", import.meta.url));
const python = fileURLToPath(new URL("../../python/stackc_gateway", import.meta.url));
const page = fileURLToPath(new URL("../../../docs/faults.md", import.meta.url));

test("each event is used somewhere", () => {
  const sources = readdirSync(runtime, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith("log/events.ts"))
    .map((name) => readFileSync(`${runtime}/${name}`, "utf8"))
    .join("");
  const used = (name: string): boolean => sources.includes(`"${name}"`) || sources.includes(`${name}:`) || name in ofWorkers();
  expect(Object.keys(EVENTS).filter((name) => !used(name))).toEqual([]);
});

test("workers have no event of their own beside the list, each is used, and levels are the log's", () => {
  const levels = ofWorkers();
  expect(Object.keys(levels).filter((name) => !(name in EVENTS))).toEqual([]);
  expect(Object.values(levels).filter((level) => !["error", "warn", "notice", "info"].includes(level))).toEqual([]);
  const sources = readdirSync(python, { encoding: "utf8" })
    .filter((name) => name.endsWith(".py"))
    .map((name) => readFileSync(`${python}/${name}`, "utf8"))
    .join("");
  const written = new Set([...sources.matchAll(/\blog_event\("([a-z-]+)"/g)].map(([, name = ""]) => name));
  expect([...written].toSorted()).toEqual(Object.keys(levels).toSorted());
});

/** The table in log.py, as Python has it: event -> level. */
function ofWorkers(): Readonly<Record<string, string>> {
  const program = "import json, sys; sys.path.insert(0, sys.argv[1]); from stackc_gateway.log import LEVELS; print(json.dumps(LEVELS))";
  const said = execFileSync("python3", ["-c", program, `${python}/..`], { encoding: "utf8" });
  return JSON.parse(said) as Readonly<Record<string, string>>;
}

test("docs/faults.md has the list", () => {
  const rows = [["event", "what happened"], ["", ""], ...Object.entries(EVENTS).map(([name, what]) => [`\`${name}\``, what])];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill: string) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |\n`;
  const table = rows.map((row, at) => line(row, at === 1 ? "-" : " ")).join("");
  const text = readFileSync(page, "utf8");
  const fresh = text.replace(/<!-- events -->[^]*<!-- \/events -->/, `<!-- events -->\n\n${table}\n<!-- /events -->`);
  if (process.env.UPDATE === "1") writeFileSync(page, fresh);
  expect(readFileSync(page, "utf8")).toBe(fresh);
});

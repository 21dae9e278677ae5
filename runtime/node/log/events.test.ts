/** The list of events is closed both ways, and stands in docs/faults.md. `UPDATE=1` writes it there. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EVENTS } from "./events.ts";

const runtime = fileURLToPath(new URL("..", import.meta.url));
const page = fileURLToPath(new URL("../../../docs/faults.md", import.meta.url));

test("each event is used somewhere", () => {
  const sources = readdirSync(runtime, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.endsWith("log/events.ts"))
    .map((name) => readFileSync(`${runtime}/${name}`, "utf8"))
    .join("");
  expect(Object.keys(EVENTS).filter((name) => !sources.includes(`"${name}"`) && !sources.includes(`${name}:`))).toEqual([]);
});

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

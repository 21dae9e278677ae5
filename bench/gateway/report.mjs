/** Tables in Markdown, and their place in bench/README.md. The same results give the same bytes. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { plot } from "./plot.mjs";
import { targetRows } from "./targets.mjs";

const README = join(import.meta.dirname, "../README.md");
const PLOT = join(import.meta.dirname, "../gateway.svg");
const [BEGIN, END] = ["<!-- gateway: begin -->", "<!-- gateway: end -->"];

export function report(results) {
  const { how, versions } = results;
  return [
    `${how.workers} workers each, ${cpus().length} CPUs for everything (wrk too); medians of ${how.rounds} rounds of ${how.seconds} s, in turn.`,
    `PyPI: ${versions.pypi}. Debian: ${versions.debian}. ${versions.web}.`,
    "",
    ...section("Targets", targetRows(results), ["", "ratio", "target", ""]),
    ...groupSections(results.cells),
    ...section("CPU time of a request, microseconds (raw, nginx, 32 clients)", costRows(results), [
      "server",
      "all of it",
      "the app in a bare loop",
      "added by the server",
      "nginx",
    ]),
    ...section("Memory of 8 Django workers", memoryRows(results), ["server", "processes", "PSS, MB", "of gunicorn"]),
  ]
    .join("\n")
    .trimEnd();
}

function groupSections(cells) {
  return [...new Set(cells.map(({ group }) => group))].flatMap((group) => {
    const own = cells.filter((cell) => cell.group === group);
    const columns = [...new Set(own.map(columnOf))];
    const rows = [...new Set(own.map(({ server }) => server))].map((server) => [
      server,
      ...columns.map((column) => textOf(own.find((cell) => cell.server === server && columnOf(cell) === column))),
    ]);
    return section(`${group}: requests a second (p99 in ms)`, rows, ["server", ...columns]);
  });
}

const columnOf = ({ page, clients }) => `${page} ${clients}`;

function textOf(cell) {
  if (cell === undefined) return "";
  const { perS, p99Ms, failed } = cell;
  return `${perS.toFixed(0)} (${p99Ms.toFixed(1)})${failed > 0 ? ` ${failed} failed` : ""}`;
}

function costRows({ cost }) {
  return cost.map(({ server, appUs, bareUs, addedUs, webUs }) => [server, ...[appUs, bareUs, addedUs, webUs].map((us) => us.toFixed(1))]);
}

function memoryRows({ memory }) {
  const base = memory.find(({ server }) => server === "gunicorn gthread")?.pssMb ?? 0;
  return memory.map(({ server, processes, pssMb }) => [
    server,
    String(processes),
    pssMb.toFixed(0),
    base > 0 ? `${(pssMb / base).toFixed(2)} x` : "",
  ]);
}

function section(title, rows, head) {
  if (rows.length === 0) return [];
  const widths = head.map((cell, at) => Math.max(3, cell.length, ...rows.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(" | ")} |`;
  return [`### ${title}`, "", line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ""];
}

/** Between the markers; the date is the day's. */
export function write(results) {
  const text = readFileSync(README, "utf8");
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${README} has no markers`);
  const day = new Date().toISOString().slice(0, 10);
  const body = `${BEGIN}\n\nFigures of ${day}.\n\n![requests a second, of uWSGI's](gateway.svg)\n\n${report(results)}\n\n`;
  writeFileSync(README, text.slice(0, start) + body + text.slice(end));
  writeFileSync(PLOT, plot(results.cells));
}

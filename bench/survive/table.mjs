/** Tables of Markdown, and the place in docs/faults.md where a measurement puts its own. */
import { readFileSync, writeFileSync } from "node:fs";

const PAGE = new URL("../../docs/faults.md", import.meta.url);

export function tableText(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |\n`;
  return `${line(head)}${line(widths.map((width) => "-".repeat(width)))}${rows.map(line).join("")}`;
}

/** Between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function writeBetween(name, text) {
  const page = readFileSync(PAGE, "utf8");
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  if (!page.includes(open) || !page.includes(close)) throw new Error(`docs/faults.md has no place for ${name}`);
  const date = new Date().toISOString().slice(0, 10);
  const fresh = `${open}\n\n${text}\nMeasured ${date} by the script, Node ${process.version}.\n\n${close}`;
  writeFileSync(PAGE, page.slice(0, page.indexOf(open)) + fresh + page.slice(page.indexOf(close) + close.length));
}

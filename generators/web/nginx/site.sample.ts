/** nginx's files for a few lines of stack.yaml, and what stands in one of their blocks. */
import { samplesOf } from "../web.sample.ts";

export const { sample, sampleOf } = samplesOf("nginx", (name) => `web/nginx/${name}.conf`);

/** The lines between a block's braces, by its first line: `location ^~ /static/ {`. The last of several: the site's own server. */
export function blockOf(text: string, opening: string): string {
  const lines = text.split("\n");
  const first = lines.findLastIndex((line) => line.trim() === opening);
  if (first < 0) throw new Error(`no "${opening}" in\n${text}`);
  const indent = /^ */.exec(lines[first] ?? "")?.[0] ?? "";
  const last = lines.findIndex((line, i) => i > first && line === `${indent}}`);
  return lines.slice(first + 1, last).join("\n");
}

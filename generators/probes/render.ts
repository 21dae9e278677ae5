/** probes.json: the table as a file of the artifact, a probe to a line, so that each line knows its place in stack.yaml. */
import type { Layered } from "../layer.ts";
import type { File } from "../render/file.ts";
import { type Origin, originOf } from "../render/origin.ts";
import { appendLines } from "../render/render.ts";
import { probesOf } from "./table.ts";

const WHOLE: Origin = { kind: "rule", id: "verify" };

export const PROBES_PATH = "probes.json";

export function renderProbes(layered: Layered): File {
  const { plan } = layered;
  const { probes, ...head } = probesOf(layered);
  const lines: { first: number; last: number; origins: readonly Origin[] }[] = [];
  const out: string[] = [];
  const print = (text: string, ...origins: readonly Origin[]): void => {
    out.push(text);
    appendLines(lines, origins, 1);
  };
  print("{", WHOLE);
  for (const [key, value] of Object.entries(head)) print(`  ${JSON.stringify(key)}: ${JSON.stringify(value)},`, WHOLE);
  print(`  "probes": [`, WHOLE);
  probes.forEach((probe, i) => {
    const comma = i < probes.length - 1 ? "," : "";
    print(`    ${JSON.stringify(probe)}${comma}`, originOf(plan.written, probe.at), { kind: "rule", id: probe.rule });
  });
  print("  ]", WHOLE);
  print("}", WHOLE);
  return { path: PROBES_PATH, mode: 0o644, text: `${out.join("\n")}\n`, lines };
}

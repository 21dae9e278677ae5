/** nginx's files for a few lines of stack.yaml, for this layer's unit tests. */
import { parse } from "../../../schema/parse.ts";
import type { Stack } from "../../../schema/stack.generated.ts";
import { plan as makePlan } from "../../plan/build.ts";
import type { Place } from "../../plan/plan.ts";
import { registry } from "../../registry.ts";
import { collect, type Fault } from "../../report.ts";
import { nginx } from "./layer.ts";

export type Sample = { readonly files: ReadonlyMap<string, string>; readonly faults: readonly Fault[]; text(name: string): string };

/** `web` and `rest` are flow YAML: `limits: { body: 1MB }`, `edge: { trusted: [10.0.0.0/8] }`. */
export function sample(web = "", rest = "", place: Place = { kind: "host" }): Sample {
  const app = rest.includes("app:") || rest.includes("apps:") ? "" : "app: { framework: wsgi, module: shop }\n";
  const wsgi = rest.includes("wsgi:") ? "" : "wsgi: { server: gateway }\n";
  return sampleOf(`name: my-shop\ndomains: [shop.example.com]\nweb: { server: nginx, ${web} }\n${rest}\n${wsgi}${app}`, place);
}

export function sampleOf(text: string, place: Place = { kind: "host" }): Sample {
  const tree = parse({ file: "stack.yaml", text }).value;
  if (tree === null) throw new Error("the sample is not YAML");
  const { report, faults } = collect();
  const stack = tree.data as unknown as Stack;
  const plan = makePlan({ stack, tree, options: { environment: null, place }, registry, report });
  if (plan === null) throw new Error(`the sample has no plan: ${JSON.stringify(faults)}`);
  nginx.check({ plan, report });
  const files = new Map(nginx.emit({ plan, report }).map((file) => [file.path, file.text]));
  const find = (name: string): string => {
    const found = files.get(`web/nginx/${name}.conf`);
    if (found === undefined) throw new Error(`no ${name} among ${[...files.keys()].join(", ")}`);
    return found;
  };
  return { files, faults, text: find };
}

/** The lines between a block's braces, by its first line: `location ^~ /static/ {`. The last of several: the site's own server. */
export function blockOf(text: string, opening: string): string {
  const lines = text.split("\n");
  const first = lines.findLastIndex((line) => line.trim() === opening);
  if (first < 0) throw new Error(`no "${opening}" in\n${text}`);
  const indent = /^ */.exec(lines[first] ?? "")?.[0] ?? "";
  const last = lines.findIndex((line, i) => i > first && line === `${indent}}`);
  return lines.slice(first + 1, last).join("\n");
}

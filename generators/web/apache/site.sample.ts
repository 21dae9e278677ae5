/** Apache's files for a few lines of stack.yaml, for this layer's unit tests. */
import { parse } from "../../../schema/parse.ts";
import type { Stack } from "../../../schema/stack.generated.ts";
import { plan as makePlan } from "../../plan/build.ts";
import type { Place } from "../../plan/plan.ts";
import { registry } from "../../registry.ts";
import { collect, type Fault } from "../../report.ts";
import { apache } from "./layer.ts";

export type Sample = { readonly files: ReadonlyMap<string, string>; readonly faults: readonly Fault[]; text(name: string): string };

/** `web` is flow YAML below `web`; `rest` are top level keys, `app` and `wsgi` among them where it matters. */
export function sample(web = "", rest = "", place: Place = { kind: "host" }): Sample {
  const app = rest.includes("app:") || rest.includes("apps:") ? "" : "app: { framework: wsgi, module: shop }\n";
  const wsgi = rest.includes("wsgi:") ? "" : "wsgi: { server: gateway }\n";
  return sampleOf(`name: my-shop\ndomains: [shop.example.com]\nweb: { server: apache, ${web} }\n${rest}\n${wsgi}${app}`, place);
}

export function sampleOf(text: string, place: Place = { kind: "host" }): Sample {
  const tree = parse({ file: "stack.yaml", text }).value;
  if (tree === null) throw new Error("the sample is not YAML");
  const { report, faults } = collect();
  const stack = tree.data as unknown as Stack;
  const plan = makePlan({ stack, tree, options: { environment: null, place }, registry, report });
  if (plan === null) throw new Error(`the sample has no plan: ${JSON.stringify(faults)}`);
  apache.check({ plan, report });
  const files = new Map(apache.emit({ plan, report }).map((file) => [file.path, file.text]));
  const find = (name: string): string => {
    const found = files.get(`web/apache/${name}`);
    if (found === undefined) throw new Error(`no ${name} among ${[...files.keys()].join(", ")}`);
    return found;
  };
  return { files, faults, text: find };
}

/** The lines of a section by its first line, without the indent: `<Location "/static/">`. */
export function sectionOf(text: string, opening: string): readonly string[] {
  const lines = text.split("\n");
  const first = lines.indexOf(opening);
  if (first < 0) throw new Error(`no ${opening} in\n${text}`);
  const name = /^<(\w+)/.exec(opening)?.[1] ?? "";
  return lines.slice(first + 1, lines.indexOf(`</${name}>`, first)).map((line) => line.trim());
}

/** The virtual hosts of a file, each as its text. */
export function vhostsIn(text: string): readonly string[] {
  return text
    .split("\n<VirtualHost")
    .slice(1)
    .map((host) => host.slice(0, host.indexOf("</VirtualHost>")));
}

/** A web server's files for a few lines of stack.yaml, for the unit tests of its layer. */
import { withDefaults } from "../../schema/defaults.ts";
import { parse } from "../../schema/parse.ts";
import type { Stack } from "../../schema/stack.generated.ts";
import { plan as makePlan } from "../plan/build.ts";
import type { Place, WebName } from "../plan/plan.ts";
import { registry } from "../registry.ts";
import { collect, type Fault } from "../report.ts";

export type Sample = { readonly files: ReadonlyMap<string, string>; readonly faults: readonly Fault[]; text(name: string): string };

/** `pathOf`: where the server's file of a short name lies. */
export function samplesOf(server: WebName, pathOf: (name: string) => string) {
  const layer = registry.web[server];

  function sampleOf(text: string, place: Place = { kind: "host" }): Sample {
    const tree = parse({ file: "stack.yaml", text }).value;
    if (tree === null) throw new Error("the sample is not YAML");
    const { report, faults } = collect();
    const stack = withDefaults(tree.data, "Stack") as unknown as Stack;
    const plan = makePlan({ stack, tree, options: { environment: null, place }, registry, report });
    if (plan === null) throw new Error(`the sample has no plan: ${JSON.stringify(faults)}`);
    layer.check({ plan, registry, report });
    const files = new Map(layer.emit({ plan, registry, report }).map((file) => [file.path, file.text]));
    const find = (name: string): string => {
      const found = files.get(pathOf(name));
      if (found === undefined) throw new Error(`no ${name} among ${[...files.keys()].join(", ")}`);
      return found;
    };
    return { files, faults, text: find };
  }

  /** `web` is flow YAML below `web`; `rest` are top level keys, `app` and `wsgi` among them where it matters. */
  function sample(web = "", rest = "", place: Place = { kind: "host" }): Sample {
    const app = rest.includes("app:") || rest.includes("apps:") ? "" : "app: { framework: wsgi, module: shop }\n";
    const wsgi = rest.includes("wsgi:") ? "" : "wsgi: { server: gateway }\n";
    return sampleOf(`name: my-shop\ndomains: [shop.example.com]\nweb: { server: ${server}, ${web} }\n${rest}\n${wsgi}${app}`, place);
  }

  return { sample, sampleOf };
}

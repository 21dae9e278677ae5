/** A Plan from a few lines of stack.yaml, for the layers' unit tests. */
import { withDefaults } from "../../schema/defaults.ts";
import { parse } from "../../schema/parse.ts";
import type { Stack } from "../../schema/stack.generated.ts";
import { plan as makePlan } from "../plan/build.ts";
import type { App, Place, Plan } from "../plan/plan.ts";
import { registry } from "../registry.ts";
import type { File } from "../render/file.ts";
import { collect, type Fault } from "../report.ts";

export type Sample = {
  readonly plan: Plan;
  readonly app: App;
  readonly faults: readonly Fault[];
  readonly files: ReadonlyMap<string, File>;
};

const HOST: Place = { kind: "host" };

/** The first app's plan, the files its WSGI server's layer prints for it, and what was reported on the way. */
export function sample(text: string, place: Place = HOST): Sample {
  const parsed = parse({ file: "stack.yaml", text }).value;
  if (parsed === null) throw new Error("the sample is not YAML");
  const { report, faults } = collect();
  const stack = withDefaults(parsed.data, "Stack") as unknown as Stack;
  const plan = makePlan({ stack, tree: parsed, options: { environment: null, place }, registry, report });
  const app = plan?.apps[0];
  if (plan === null || app === undefined) throw new Error(`the sample has no plan: ${JSON.stringify(faults)}`);
  const layer = registry.wsgi[app.server.name];
  layer.check(app, { plan, registry, report });
  const files = layer.emit(app, { plan, registry, report });
  return { plan, app, faults, files: new Map(files.map((file) => [file.path, file])) };
}

export function textOf({ files }: Pick<Sample, "files">, path: string): string {
  const file = files.get(path);
  if (file === undefined) throw new Error(`no ${path} among ${[...files.keys()].join(", ")}`);
  return file.text;
}

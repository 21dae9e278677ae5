/** Questions for what flags did not state. The prompts come with a library: loaded for them alone. */
import { isCancel, select, text } from "@clack/prompts";
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { LAYERS } from "../../schema/layers.generated.ts";
import type { App } from "./app.ts";
import { type Answers, fromFlags, type InitInput, nameOf } from "./init.ts";

/** stdout is for data. */
const output = process.stderr;

export async function askMissing(input: InitInput, found: readonly App[]): Promise<Answers | "cancelled" | null> {
  const name = input.name ?? (await askText("Name of the stack", nameOf(input.folder)));
  if (name === null) return "cancelled";
  const domain = input.domain ?? (await askText("Domain it is served at", `${name}.example.com`));
  if (domain === null) return "cancelled";
  const app = await askApp(input, found);
  if (app === null) return "cancelled";
  return fromFlags({ ...input, name, domain, framework: app.framework, module: app.module }, found);
}

async function askApp(input: InitInput, found: readonly App[]): Promise<{ framework: FrameworkName; module: string } | null> {
  const [first] = found;
  if (input.module !== null) return askStated(input, input.module, first);
  if (first === undefined) return askStated(input, await askText("The app, as pkg.mod:name", "app:app"), undefined);
  if (found.length === 1) return first;
  const options = found.map((app) => ({ value: app.module, label: `${app.module} (${app.framework})` }));
  const chosen = await select({ message: "Which app?", options, output });
  return isCancel(chosen) ? null : (found.find(({ module }) => module === chosen) ?? null);
}

async function askStated(
  input: InitInput,
  module: string | null,
  first: App | undefined,
): Promise<{ framework: FrameworkName; module: string } | null> {
  if (module === null) return null;
  const known = input.framework ?? first?.framework;
  if (known !== undefined) return { framework: known, module };
  const options = LAYERS.framework.map((framework) => ({ value: framework, label: framework }));
  const framework = await select({ message: "Framework", options, output });
  return isCancel(framework) ? null : { framework, module };
}

async function askText(message: string, initialValue: string): Promise<string | null> {
  const answer = await text({ message, initialValue, output });
  return isCancel(answer) ? null : answer;
}

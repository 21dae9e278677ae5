/** A site in service: asked from outside, little, and nothing that could change it. */
import { readFileSync } from "node:fs";
import { HOST } from "../../generators/compile.ts";
import type { Probes } from "../../generators/probes/probe.ts";
import { probesOf } from "../../generators/probes/table.ts";
import { registry } from "../../generators/registry.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import { compileAll } from "../compile-all.ts";
import { type Exit, FINDINGS } from "../exit.ts";
import { printText } from "../print/text.ts";
import { advise, refuse } from "../print/words.ts";
import { systemWords } from "../read/system-error.ts";
import type { Terminal } from "../terminal.ts";
import { askAll, elsewhereIn, type PlaceOf, placesIn, print } from "./ask-all.ts";
import { readProbes } from "./read-probes.ts";
import { readStack } from "./read-stack.ts";
import { hearStop } from "./stop-asked.ts";
import { wayTo } from "./url.ts";
import type { VerifyInput } from "./verify.ts";

type Input = Omit<VerifyInput, "url"> & { readonly url: string };
type Asked = { readonly probes: Probes; readonly placeOf: PlaceOf };

export async function verifyUrl(input: Input, terminal: Terminal): Promise<Exit> {
  const asked = input.probes === null ? fromStack(input, terminal) : fromFile(input.probes, terminal);
  if (typeof asked === "number") return asked;
  const { placeOf } = asked;
  const probes = input.insecure ? withoutTrust(asked.probes) : asked.probes;
  const way = wayTo(input.url, probes);
  if (typeof way === "string") return refuse(terminal, [way]);
  const stopping = hearStop(() => process.exit(FINDINGS));
  try {
    const site = { probes, way, inside: null };
    const rows = await askAll(site, placeOf, stopping.isAsked);
    if (typeof rows === "string") return refuse(terminal, [`the site cannot be reached: ${rows}`]);
    if (stopping.isAsked()) terminal.words("stopped before the end\n");
    const { name, environment, leftOut } = probes;
    const exit = print({ name, environment, url: way.origin, rows, leftOut, elsewhere: elsewhereIn(site) }, input.format, terminal);
    return stopping.isAsked() ? FINDINGS : exit;
  } finally {
    stopping.close();
  }
}

function withoutTrust(probes: Probes): Probes {
  return { ...probes, probes: probes.probes.filter(({ action }) => action.kind !== "handshake" || action.want !== "trusted") };
}

function fromStack({ path, environment }: Input, terminal: Terminal): Asked | Exit {
  const found = readStack(path);
  if (typeof found === "string") {
    const exit = refuse(terminal, [found]);
    advise(terminal, "name a stack file, or an artifact's list with --probes");
    return exit;
  }
  const { artifacts, diagnostics } = compileAll([found.source], () => ({ ...HOST, environment }));
  const [artifact] = artifacts;
  terminal.words(printText(diagnostics, [found.source], terminal.paint));
  if (artifact === undefined || hasErrors(diagnostics)) return FINDINGS;
  return { probes: probesOf({ plan: artifact.plan, registry }), placeOf: placesIn(found.source, artifact.plan) };
}

function fromFile(file: string, terminal: Terminal): Asked | Exit {
  try {
    const probes = readProbes(readFileSync(file, "utf8"));
    if (probes !== null) return { probes, placeOf: ({ at }) => at };
    const exit = refuse(terminal, [`${file} is no list of probes of this version of stackc`]);
    advise(terminal, "name the probes.json of an artifact");
    return exit;
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return refuse(terminal, [`cannot read ${file}: ${words}`]);
  }
}

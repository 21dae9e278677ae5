/** `stackc init`: finds the app, asks for the rest on a terminal, writes a stack.yaml that compiles. */
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { compile } from "../../generators/compile.ts";
import { isReserved } from "../../generators/link/rules/names.ts";
import type { FrameworkName, WebName, WsgiName } from "../../generators/plan/plan.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import { type Exit, FINDINGS, FINE, USAGE } from "../exit.ts";
import { writeAtomically } from "../generate/write.ts";
import { printText } from "../print/text.ts";
import { advise, refuse } from "../print/words.ts";
import { systemCode, systemWords } from "../read/system-error.ts";
import type { Terminal } from "../terminal.ts";
import { type App, detectApps } from "./detect.ts";
import { readPythonFiles } from "./python-files.ts";
import { stackText } from "./stack-text.ts";

export type InitInput = {
  readonly folder: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly web: WebName | null;
  readonly wsgi: WsgiName | null;
  readonly framework: FrameworkName | null;
  readonly module: string | null;
  readonly force: boolean;
};

const FILE = "stack.yaml";

export async function init(input: InitInput, terminal: Terminal): Promise<Exit> {
  const found = find(input.folder);
  if (typeof found === "string") return refuse(terminal, [found]);
  const suited = found.filter(({ framework }) => input.framework === null || framework === input.framework);
  const asked = terminal.interactive ? await ask(input, suited) : fromFlags(input, suited);
  if (asked === "cancelled") return USAGE;
  if (asked === null) return refuseUnknown(input, terminal);
  sayOthers(suited, asked.app, terminal);
  return write(input, stackText(asked), terminal);
}

/** Everything that stack.yaml is written from. */
export type Answers = { readonly name: string; readonly domain: string; readonly web: WebName; readonly wsgi: WsgiName; readonly app: App };

/** Null when no app was found and none stated. */
export function fromFlags(input: InitInput, found: readonly App[]): Answers | null {
  const app = appOf(input, found);
  if (app === null) return null;
  const name = input.name ?? nameOf(input.folder);
  const web = input.web ?? "nginx";
  // The web server of our own runs with the gateway alone; elsewhere gunicorn is what people know.
  const wsgi = input.wsgi ?? (web === "node" ? "gateway" : "gunicorn");
  return { name, domain: input.domain ?? `${name}.example.com`, web, wsgi, app };
}

function appOf({ framework, module }: InitInput, found: readonly App[]): App | null {
  const [best = null] = found;
  if (module === null) return best;
  const known = found.find((app) => app.module === module);
  if (known !== undefined) return known;
  const kind = framework ?? best?.framework ?? null;
  if (kind === null) return null;
  const { root = ".", requirements = null, ownMemory = [] } = best ?? {};
  const secret = best?.framework === kind ? best.secret : null;
  return { framework: kind, module, root, settings: null, requirements, static: null, secret, ownMemory, file: "" };
}

/** The folder's own name, as far as the language's NAME allows and the system has no other use for it. */
export function nameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 31)
    .replace(/-+$/, "");
  if (name === "") return "app";
  return isReserved(name) ? `${name}-site` : name;
}

async function ask(input: InitInput, found: readonly App[]): Promise<Answers | "cancelled" | null> {
  const { askMissing } = await import("./ask.ts");
  return askMissing(input, found);
}

function find(folder: string): readonly App[] | string {
  try {
    return detectApps(readPythonFiles(folder));
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return `cannot read ${folder}: ${words}`;
  }
}

function refuseUnknown({ folder, framework, module }: InitInput, terminal: Terminal): Exit {
  const exit = refuse(terminal, [`no ${framework ?? "Django, Flask, Tornado, WSGI or ASGI"} app was found in ${folder}`]);
  advise(terminal, module === null ? "state it with --framework and --module (pkg.mod:name)" : "state --framework too");
  return exit;
}

function sayOthers(found: readonly App[], chosen: App, terminal: Terminal): void {
  const others = found.filter((app) => app !== chosen && app.module !== chosen.module);
  if (others.length === 0) return;
  const list = others.map(({ framework, module }) => `${module} (${framework})`).join(", ");
  advise(terminal, `chose ${chosen.module} (${chosen.framework}); also found: ${list}. --module chooses another`);
}

/** What does not compile is not written: a flag said something that the language refuses. */
function write({ folder, force }: InitInput, text: string, terminal: Terminal): Exit {
  const source = { file: FILE, text };
  const { diagnostics } = compile(source);
  if (hasErrors(diagnostics)) {
    terminal.words(printText(diagnostics, [source], terminal.paint));
    return FINDINGS;
  }
  const path = join(folder, FILE);
  try {
    if (force) writeAtomically(path, text);
    else writeFileSync(path, text, { flag: "wx" });
    return FINE;
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return refuse(terminal, [
      systemCode(error) === "EEXIST" ? `${path} exists already: --force overwrites it` : `cannot write ${path}: ${words}`,
    ]);
  }
}

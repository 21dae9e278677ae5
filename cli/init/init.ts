/** `stackc init`: finds the app, asks for the rest on a terminal, writes a stack.yaml that compiles. */
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { compile } from "../../generators/compile.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import { frontsOf } from "../../generators/link/pairings.ts";
import { isReserved } from "../../generators/link/rules/names.ts";
import type { FrameworkName, WebName, WsgiName } from "../../generators/plan/plan.ts";
import { ours, registry, usual } from "../../generators/registry.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import { type Exit, FINDINGS, FINE, USAGE } from "../exit.ts";
import { writeAtomically } from "../generate/write.ts";
import { printText } from "../print/text.ts";
import { advise, refuse } from "../print/words.ts";
import { systemCode, systemWords } from "../read/system-error.ts";
import type { Terminal } from "../terminal.ts";
import { type App, interfaceOf } from "./app.ts";
import { detectApps, FRAMEWORKS, nearlyAppsIn, unservableIn } from "./detect.ts";
import { readProject } from "./project.ts";
import { lackingFor, requirementsOf } from "./requirements.ts";
import { sayFound } from "./say-found.ts";
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
  const project = read(input.folder);
  if (typeof project === "string") return refuse(terminal, [project]);
  const found = detectApps(project);
  const suited = found.filter(({ framework }) => input.framework === null || framework === input.framework);
  const asked = terminal.interactive ? await ask(input, suited) : fromFlags(input, suited);
  if (asked === "cancelled") return USAGE;
  if (asked === null) return refuseUnknown(input, project, terminal);
  const exit = write(input, stackText(asked), terminal);
  if (exit === FINE)
    sayFound(asked, { file: join(input.folder, FILE), others: othersThan(asked.app, suited), stated: input.wsgi !== null }, terminal);
  return exit;
}

/** Everything that stack.yaml is written from. */
export type Answers = { readonly name: string; readonly domain: string; readonly web: WebName; readonly wsgi: WsgiName; readonly app: App };

/** Null when no app was found and none stated. */
export function fromFlags(input: InitInput, found: readonly App[]): Answers | null {
  const app = appOf(input, found);
  if (app === null) return null;
  const name = input.name ?? nameOf(input.folder);
  const web = input.web ?? usual.web;
  return { name, domain: input.domain ?? `${name}.example.com`, web, wsgi: input.wsgi ?? serverFor(app, web), app };
}

/**
 * gunicorn is what people know. But it runs in the app's virtual environment, so it has to be among the requirements there; the gateway
 * comes with the artifact, and our own web server runs with it alone.
 */
function serverFor(app: App, web: WebName): WsgiName {
  return takesUsual(web) && lackingFor(usual.wsgi, app.requirements, interfaceOf(app)).length === 0 ? usual.wsgi : ours.wsgi;
}

/** The web server goes with it. */
export function takesUsual(web: WebName): boolean {
  return frontsOf(registry.wsgi[usual.wsgi], registry).includes(web);
}

function appOf({ framework, module }: InitInput, found: readonly App[]): App | null {
  const [best = null] = found;
  if (module === null) return best;
  const known = found.find((app) => app.module === module);
  if (known !== undefined) return known;
  const kind = framework ?? best?.framework ?? null;
  if (kind === null) return null;
  return { ...UNKNOWN, ...(best?.framework === kind ? { secrets: best.secrets } : {}), ...ofProject(best), framework: kind, module };
}

function ofProject(best: App | null): Partial<App> {
  if (best === null) return {};
  const { root, requirements, ownMemory, processes, release, variables } = best;
  return { root, requirements, ownMemory, processes, release, variables };
}

/** An app of which a flag alone tells. */
const UNKNOWN: Omit<App, "framework" | "module"> = {
  interface: null,
  root: ".",
  settings: null,
  requirements: requirementsOf(".", { python: [], texts: [], others: [], folders: [] }),
  static: null,
  media: null,
  secrets: [],
  variables: [],
  ownMemory: [],
  routes: [],
  processes: [],
  release: [],
  file: "",
  notes: [],
};

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

function read(folder: string): Project | string {
  try {
    return readProject(folder);
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return `cannot read ${folder}: ${words}`;
  }
}

/** What was seen instead of an app helps more than that there is none. */
function refuseUnknown({ folder, framework, module }: InitInput, project: Project, terminal: Terminal): Exit {
  const exit = refuse(terminal, [`no ${framework ?? FRAMEWORKS} app was found in ${folder}`]);
  for (const { library, file } of unservableIn(project)) {
    advise(terminal, `${file} uses ${library}, which has a server of its own: no WSGI or ASGI server can run it, so stackc cannot`);
  }
  for (const words of nearlyAppsIn(project)) advise(terminal, words);
  advise(terminal, module === null ? "state it with --framework and --module (pkg.mod:name)" : "state --framework too");
  return exit;
}

function othersThan(chosen: App, found: readonly App[]): readonly App[] {
  return found.filter((app) => app !== chosen && app.module !== chosen.module);
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

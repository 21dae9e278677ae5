/** The app of one file, as a server would import it. */
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { ENTRIES } from "./kinds.ts";
import type { ModuleIndex } from "./module-index.ts";
import { type Modules, resolveFactory, resolveName } from "./resolve.ts";

export type Candidate = {
  readonly framework: FrameworkName;
  /** `app`, or `create_app()`. */
  readonly name: string;
  readonly line: number;
};

const USUAL_NAMES = ["application", "app", "server", "api"];
/** What people call a function that makes the app; one with an annotation may have any name. */
const FACTORY = /^(?:create|make|build|get|init)_(?:\w+_)?(?:app|application|api)$|^app_factory$|^application_factory$/;

/** Best first: what wraps another app, then what is set at the top of the file, then a factory. */
export function candidatesOf(index: ModuleIndex, modules: Modules): readonly Candidate[] {
  const values = valuesOf(index, modules);
  if (values.length > 0) return values;
  const entry = entryOf(index);
  return entry === null ? factoriesOf(index, modules) : [entry];
}

function valuesOf(index: ModuleIndex, modules: Modules): readonly Candidate[] {
  const isEntry = fileName(index) in ENTRIES;
  const found = [...index.names].flatMap(([name, { kind, line }]) => {
    if (name.startsWith("_") || kind === "class" || (kind === "import" && !(isEntry && USUAL_NAMES.includes(name)))) return [];
    const seen = resolveName(name, index, modules);
    return seen === null ? [] : [{ name, line, framework: seen.framework, rank: rankOf(name, seen.wraps, isEntry, index) }];
  });
  return found.sort((a, b) => a.rank - b.rank || a.line - b.line).map(({ name, line, framework }) => ({ name, line, framework }));
}

function rankOf(name: string, wraps: boolean, isEntry: boolean, index: ModuleIndex): number {
  const usual = USUAL_NAMES.indexOf(name);
  const named = usual < 0 ? USUAL_NAMES.length : usual;
  if (isEntry && name === "application") return -1;
  if (wraps) return named;
  const routed = new RegExp(String.raw`^[ \t]*@${name}\.\w+|^${name}\.(?:mount|include_router|add_\w+|register_blueprint)\(`, "m").test(
    index.file.text,
  );
  return (routed ? 10 : 20) + named;
}

/** In wsgi.py and asgi.py the name alone says it, whatever makes the app. */
function entryOf(index: ModuleIndex): Candidate | null {
  const framework = ENTRIES[fileName(index)];
  const name = USUAL_NAMES.slice(0, 2).find((usual) => ["value", "import"].includes(index.names.get(usual)?.kind ?? ""));
  if (framework === undefined || name === undefined) return null;
  return { framework, name, line: index.names.get(name)?.line ?? 1 };
}

function factoriesOf(index: ModuleIndex, modules: Modules): readonly Candidate[] {
  return [...index.names].flatMap(([name, definition]) => {
    if (definition.kind !== "function" || !callsWithoutArguments(definition.parameters)) return [];
    if (!FACTORY.test(name) && definition.returns === "") return [];
    const seen = resolveFactory(definition, index, modules);
    return seen === null ? [] : [{ framework: seen.framework, name: `${name}()`, line: definition.line }];
  });
}

/** Every parameter has a default, or takes any number. */
export function callsWithoutArguments(parameters: string): boolean {
  let depth = 0;
  const parts = [""];
  for (const [token] of parameters.matchAll(/(['"])(?:\\.|(?!\1)[^\\])*\1|[\s\S]/g)) {
    if (/^[([{]$/.test(token)) depth += 1;
    if (/^[)\]}]$/.test(token)) depth -= 1;
    if (token === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim()).every((part) => part === "" || /^[*/]/.test(part) || /=/.test(part.replace(/^[^:=]*:[^=]*/, "")));
}

function fileName({ file }: ModuleIndex): string {
  return file.path.slice(file.path.lastIndexOf("/") + 1);
}

/** What the names at the top of a Python file stand for. */
import type { PythonFile } from "../../generators/framework/detect/project.ts";
import { type Statement, statementsOf } from "./statements.ts";

export type Definition =
  | { readonly kind: "value"; readonly line: number; readonly annotation: string; readonly value: string }
  | { readonly kind: "function"; readonly line: number; readonly parameters: string; readonly returns: string; readonly body: string }
  | { readonly kind: "class"; readonly line: number; readonly bases: string }
  /** `path`: dotted, `pkg.mod.name`; leading dots are the package's own. */
  | { readonly kind: "import"; readonly line: number; readonly path: string };

export type ModuleIndex = {
  readonly file: PythonFile;
  /** The last one of each name, as Python has it. */
  readonly names: ReadonlyMap<string, Definition>;
  /** `from x import *`: what x is. */
  readonly stars: readonly string[];
  /** In order, for what is said more than once: `app = Flask()`, then `app = ProxyFix(app)`. */
  readonly statements: readonly Statement[];
};

const NAME = String.raw`[A-Za-z_]\w*`;
const VALUE = new RegExp(String.raw`^(${NAME})\s*(?::\s*([^=]+?))?\s*=(?!=)\s*(.+)$`, "s");
const PAIR = new RegExp(String.raw`^(${NAME})\s*,\s*${NAME}\s*=(?!=)\s*(.+)$`, "s");
const FUNCTION = new RegExp(String.raw`^(?:async\s+)?def\s+(${NAME})\s*\((.*)\)\s*(?:->\s*(.+?))?\s*:(.*)$`, "s");
const CLASS = new RegExp(String.raw`^class\s+(${NAME})\s*(?:\((.*)\))?\s*:`, "s");

export function indexModule(file: PythonFile): ModuleIndex {
  const names = new Map<string, Definition>();
  const stars: string[] = [];
  const statements = statementsOf(file.text);
  for (const statement of statements) {
    for (const [name, definition] of definitionsOf(statement)) names.set(name, definition);
    const [, star] = /^from\s+([\w.]+)\s+import\s+\*$/.exec(statement.text) ?? [];
    if (star !== undefined) stars.push(star);
  }
  return { file, names, stars, statements };
}

function definitionsOf({ line, text, body }: Statement): readonly (readonly [string, Definition])[] {
  const [, name = "", parameters = "", returns = "", inline = ""] = FUNCTION.exec(text) ?? [];
  if (name !== "") return [[name, { kind: "function", line, parameters, returns, body: `${inline}\n${body}` }]];
  const [, class_ = "", bases = ""] = CLASS.exec(text) ?? [];
  if (class_ !== "") return [[class_, { kind: "class", line, bases }]];
  if (/^(?:from|import)\s/.test(text)) return importsOf(text).map(([local, path]) => [local, { kind: "import", line, path }]);
  const [, first = "", both = ""] = PAIR.exec(text) ?? [];
  if (first !== "") return [[first, { kind: "value", line, annotation: "", value: both }]];
  const [, variable = "", annotation = "", value = ""] = VALUE.exec(text) ?? [];
  return variable === "" ? [] : [[variable, { kind: "value", line, annotation: annotation.trim(), value: value.trim() }]];
}

/** `import a.b` binds `a`; `import a.b as c` binds `c`. */
export function importsOf(text: string): readonly (readonly [local: string, path: string])[] {
  const [, from, list] = /^from\s+(\.*[\w.]*)\s+import\s+\(?(.+?)\)?$/s.exec(text) ?? [];
  const [, plain] = from === undefined ? (/^import\s+(.+)$/s.exec(text) ?? []) : [];
  return (list ?? plain ?? "").split(",").flatMap((item): [string, string][] => {
    const [, path = "", alias] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(item) ?? [];
    if (path === "") return [];
    if (from !== undefined) return [[alias ?? path, from.endsWith(".") ? `${from}${path}` : `${from}.${path}`]];
    const [first = ""] = path.split(".");
    return [alias === undefined ? [first, first] : [alias, path]];
  });
}

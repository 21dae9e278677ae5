/** What an expression of a project's code is: an app of which interface, or none that can be seen. Nothing is run. */

import { argumentsAt } from "../../generators/framework/detect/arguments.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import type { FrameworkName } from "../../generators/plan/plan.ts";
import {
  appKind,
  bareAround,
  HELD_BY,
  type Kind,
  kindOfMaker,
  kindOfMethod,
  kindOfMethodOn,
  kindOfParameters,
  kindOfWrapper,
} from "./kinds.ts";
import { type Definition, indexModule, type ModuleIndex } from "./module-index.ts";

export type Resolved = {
  readonly framework: FrameworkName;
  /** Another app is inside it. */
  readonly wraps: boolean;
};

export type Modules = {
  readonly project: Project;
  at(path: string): ModuleIndex | null;
};

/** A name is looked for in a function first, then in its file. */
type Scope = { readonly inner: ModuleIndex | null; readonly outer: ModuleIndex; readonly modules: Modules; readonly left: number };

const HOPS_MAX = 8;

export function indexProject(project: Project): Modules {
  const files = new Map(project.python.map((file) => [file.path, file]));
  const made = new Map<string, ModuleIndex>();
  return {
    project,
    at: (path) => {
      const file = files.get(path);
      if (file === undefined) return null;
      const known = made.get(path) ?? indexModule(file);
      made.set(path, known);
      return known;
    },
  };
}

export function resolveName(name: string, index: ModuleIndex, modules: Modules): Resolved | null {
  return asApp(kindOfName(name, { inner: null, outer: index, modules, left: HOPS_MAX }));
}

/** What a function without arguments returns. */
export function resolveFactory(definition: Definition & { kind: "function" }, index: ModuleIndex, modules: Modules): Resolved | null {
  return asApp(kindOfResult(definition, { inner: null, outer: index, modules, left: HOPS_MAX }));
}

type Seen = { readonly kind: Kind; readonly wraps: boolean };

function asApp(seen: Seen | null): Resolved | null {
  return seen?.kind.isApp === true ? { framework: seen.kind.framework, wraps: seen.wraps } : null;
}

function kindOfName(name: string, scope: Scope): Seen | null {
  if (scope.left <= 0) return null;
  const next = { ...scope, left: scope.left - 1 };
  const definition = scope.inner?.names.get(name) ?? scope.outer.names.get(name);
  if (definition === undefined) return kindOfStar(name, next);
  switch (definition.kind) {
    case "value":
      return kindOfValue(name, definition, next);
    case "function":
      return alone(kindOfParameters(definition.parameters));
    case "import":
      return kindOfImport(definition.path, next);
    case "class":
      return null;
    default:
      return definition satisfies never;
  }
}

/** `app = ProxyFix(app)`: the name inside is what it was before. */
function kindOfValue(name: string, { value, annotation }: Definition & { kind: "value" }, scope: Scope): Seen | null {
  const own = new RegExp(String.raw`\b${name}\b(?!\s*=[^=])`).test(value);
  return kindOf(value, own ? before(name, value, scope) : scope) ?? kindOfMakerNamed(annotation, scope);
}

/** The file without the last time that the name is set. */
function before(name: string, value: string, scope: Scope): Scope {
  const index = scope.outer;
  const texts = index.statements.map(({ text }) => text);
  const at = texts.findLastIndex((text) => text.startsWith(name) && text.endsWith(value));
  return { ...scope, outer: indexModule({ path: index.file.path, text: texts.slice(0, Math.max(at, 0)).join("\n") }) };
}

function alone(kind: Kind | null): Seen | null {
  return kind === null ? null : { kind, wraps: false };
}

function kindOf(expression: string, scope: Scope): Seen | null {
  const text = expression.replace(/^\((.*)\)$/s, "$1").trim();
  if (/^[A-Za-z_]\w*$/.test(text)) return kindOfName(text, scope);
  const method = kindOfMethod(text);
  if (method !== null) return alone(method);
  const [, head, attribute] = /^([\w.]+)\.(\w+)$/.exec(text) ?? [];
  if (head !== undefined && attribute !== undefined) return kindOfAttribute(head, attribute, scope);
  const [call, name] = /^([\w.]+)\s*\(/.exec(text) ?? [];
  if (call === undefined || name === undefined) return null;
  return kindOfCall(name, argumentsAt(text, call.length), text, scope);
}

function kindOfAttribute(head: string, attribute: string, scope: Scope): Seen | null {
  const holder = HELD_BY.has(attribute) ? kindOf(head, scope)?.kind : undefined;
  if (holder?.attribute === attribute) return alone(appKind(holder.framework));
  return kindOfImport(`${qualify(head, scope)}.${attribute}`, scope);
}

function kindOfCall(name: string, given: readonly string[], whole: string, scope: Scope): Seen | null {
  const full = qualify(name, scope);
  const own = definitionOf(name, full, scope);
  if (own !== null) return kindOfOwnCall(own.definition, own.scope);
  // What a method gives is no longer what it is called on: Datasette([...]).app()
  if (/\)\s*\.app\(\s*\)$/.test(whole)) return alone(kindOfMethodOn(full, whole));
  const around = kindOfWrapper(full);
  if (around !== undefined) {
    const inside = given.map((argument) => kindOf(argument.replace(/^\w+\s*=(?!=)\s*/, ""), scope)).find((seen) => seen !== null);
    if (inside === undefined && around === null) return null;
    const framework = around ?? (inside === undefined ? null : bareAround(inside.kind.framework));
    return framework === null ? null : { kind: appKind(framework), wraps: inside !== undefined };
  }
  return alone(kindOfMaker(full));
}

function kindOfOwnCall(definition: Definition, scope: Scope): Seen | null {
  if (definition.kind === "function") return kindOfResult(definition, scope);
  if (definition.kind !== "class") return null;
  for (const base of definition.bases.split(",")) {
    const seen = kindOfMakerNamed(base.trim(), scope) ?? kindOfBase(base.trim(), scope);
    if (seen !== null) return seen;
  }
  return null;
}

function kindOfBase(base: string, scope: Scope): Seen | null {
  if (scope.left <= 0 || base === "") return null;
  const next = { ...scope, left: scope.left - 1 };
  const own = definitionOf(base, qualify(base, next), next);
  return own === null ? null : kindOfOwnCall(own.definition, { ...own.scope, left: next.left });
}

function kindOfMakerNamed(name: string, scope: Scope): Seen | null {
  return alone(/^[\w.]+$/.test(name) ? kindOfMaker(qualify(name, scope)) : null);
}

/** A function by its annotation, else by what it returns. Its body reads like a file of its own. */
function kindOfResult({ returns, body }: Definition & { kind: "function" }, scope: Scope): Seen | null {
  if (scope.left <= 0) return null;
  const stated = kindOfMakerNamed(returns.replace(/^["']|["']$/g, ""), scope);
  if (stated !== null) return stated;
  const inner = indexModule({ path: scope.outer.file.path, text: body });
  const within = { ...scope, inner, left: scope.left - 1 };
  for (const { text } of inner.statements) {
    const [, expression] = /^return\s+(.+)$/s.exec(text) ?? [];
    const seen = expression === undefined ? null : kindOf(expression, within);
    if (seen !== null) return seen;
  }
  return null;
}

/** A function or a class of the project. */
function definitionOf(name: string, full: string, scope: Scope): { readonly definition: Definition; readonly scope: Scope } | null {
  const here = scope.inner?.names.get(name) ?? scope.outer.names.get(name);
  if (here?.kind === "function" || here?.kind === "class") return { definition: here, scope: { ...scope, inner: null } };
  const found = findImported(full, scope);
  const definition = found?.index.names.get(found.name);
  if (found === null || definition === undefined) return null;
  if (definition.kind === "import") {
    return scope.left <= 0
      ? null
      : definitionOf(found.name, definition.path, { ...scope, inner: null, outer: found.index, left: scope.left - 1 });
  }
  return { definition, scope: { ...scope, inner: null, outer: found.index, left: scope.left - 1 } };
}

function kindOfImport(path: string, scope: Scope): Seen | null {
  const found = findImported(path, scope);
  if (found === null) return null;
  return kindOfName(found.name, { ...scope, inner: null, outer: found.index });
}

function kindOfStar(name: string, scope: Scope): Seen | null {
  for (const star of scope.outer.stars) {
    const seen = kindOfImport(`${star}.${name}`, scope);
    if (seen !== null) return seen;
  }
  return null;
}

/** The full name of what a file calls by a short one. */
function qualify(name: string, scope: Scope): string {
  const [first = "", ...rest] = name.split(".");
  const definition = scope.inner?.names.get(first) ?? scope.outer.names.get(first);
  return definition?.kind === "import" ? [definition.path, ...rest].join(".") : name;
}

/** `pkg.mod.name`, or `..mod.name` as seen from the file, where the module is one of the project's. */
function findImported(path: string, { outer, modules }: Scope): { readonly index: ModuleIndex; readonly name: string } | null {
  const [, dots = "", dotted = ""] = /^(\.*)(.*)$/.exec(path) ?? [];
  const parts = dotted.split(".").filter((part) => part !== "");
  const name = parts.pop();
  if (name === undefined) return null;
  for (const folder of foldersOf(outer.file.path, dots.length)) {
    const base = [...folder, ...parts].join("/");
    const index = modules.at(`${base}.py`) ?? modules.at(base === "" ? "__init__.py" : `${base}/__init__.py`);
    if (index !== null && index !== outer) return { index, name };
  }
  return null;
}

/** Where a module's name may begin: for a relative import the package, else every folder above the file. */
function foldersOf(path: string, dots: number): readonly (readonly string[])[] {
  const above = path.split("/").slice(0, -1);
  if (dots > 0) return dots - 1 > above.length ? [] : [above.slice(0, above.length - (dots - 1))];
  return Array.from({ length: above.length + 1 }, (_, up) => above.slice(0, above.length - up));
}

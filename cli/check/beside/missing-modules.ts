/** Modules of an app that are not in its project, and callables that are not in their modules. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { App } from "../../../generators/plan/plan.ts";
import { nearest } from "../../../schema/nearest.ts";
import { type Definition, indexModule, type ModuleIndex } from "../../init/module-index.ts";
import { indexProject, resolveFactory, resolveName } from "../../init/resolve.ts";
import { bindsOtherwise } from "./names-of-module.ts";
import { type Beside, entriesOf, type Missing, orNothing } from "./project-beside.ts";

const BYTES_MAX = 256 * 1024;

type Wanted = { readonly at: string; readonly module: string; readonly name: string | null; readonly factory: boolean };

export function missingModules(app: App, beside: Beside): readonly Missing[] {
  return wantedOf(app).flatMap((wanted) => {
    const found = findModule(app.root, wanted.module);
    if (found === "none") return isElsewhere(wanted.module, beside) ? [] : [noModule(wanted, app.root, beside)];
    return found === "opaque" || wanted.name === null ? [] : missingName({ ...wanted, name: wanted.name }, found, beside);
  });
}

function wantedOf({ at, module, settings, health }: App): readonly Wanted[] {
  const [checkModule = "", check = ""] = health?.check?.split(":") ?? [];
  return [
    { at: `${at}.module`, module: module.module, name: module.name, factory: module.factory },
    ...(settings === null ? [] : [{ at: `${at}.settings`, module: settings, name: null, factory: false }]),
    ...(checkModule === ""
      ? []
      : [{ at: `${at}.health.check`, module: checkModule, name: check.replace("()", ""), factory: check.endsWith("()") }]),
  ];
}

/** The file's path; "opaque" for a package without one and for what is not Python text; "none". */
function findModule(root: string, module: string): string {
  const base = join(root, ...module.split("."));
  for (const file of [join(base, "__init__.py"), `${base}.py`]) if (existsSync(file)) return file;
  if (existsSync(base)) return "opaque";
  const [folder, last] = [base.slice(0, base.lastIndexOf("/")), base.slice(base.lastIndexOf("/") + 1)];
  return entriesOf(folder).some(({ name }) => name.startsWith(`${last}.`) && /\.(so|pyc)$/.test(name)) ? "opaque" : "none";
}

/** Installed on the host, or in a folder that an installation puts on the path. */
function isElsewhere(module: string, beside: Beside): boolean {
  const [first = ""] = module.split(".");
  return findModule(join(beside.folder, "src"), module) !== "none" || beside.installs(first);
}

function noModule({ at, module, name, factory }: Wanted, root: string, beside: Beside): Missing {
  const known = beside.modules(root);
  const parent = module.split(".").slice(0, -1).join(".");
  const last = module.slice(parent.length + 1);
  const near = nearest(module, known);
  const own = root === beside.folder ? "the project" : root.slice(beside.folder.length + 1);
  return {
    at,
    message: `no module ${module} in ${own}`,
    help:
      near !== null
        ? `did you mean ${near}${name === null ? "" : `:${name}${factory ? "()" : ""}`}?`
        : known.includes(parent)
          ? `a callable of a module is written with a colon: ${parent}:${last}`
          : "name a module below the app's root, or set root; one that is installed belongs in requirements",
  };
}

function missingName(wanted: Wanted & { name: string }, file: string, beside: Beside): readonly Missing[] {
  const text = orNothing(() => (statSync(file).size > BYTES_MAX ? null : readFileSync(file, "utf8").replace(/^\uFEFF/, "")), null);
  if (text === null) return [];
  const path = file.slice(beside.folder.length + 1);
  const index = indexModule({ path, text });
  const [first = ""] = wanted.name.split(".");
  const definition = index.names.get(first);
  if (definition === undefined) return bindsOtherwise(first, index) ? [] : [noName(wanted, path, index)];
  return first === wanted.name && !wanted.factory && isFactory(first, definition, index, beside) ? [uncalled(wanted, path)] : [];
}

function noName({ at, module, name, factory }: Wanted & { name: string }, path: string, { names }: ModuleIndex): Missing {
  const near = nearest(name, names.keys());
  const others = [...names].flatMap(([other, { kind }]) => (kind === "value" || kind === "function" ? [other] : []));
  return {
    at,
    message: `no name ${name} in ${path}`,
    help:
      near !== null
        ? `did you mean ${module}:${near}${factory ? "()" : ""}?`
        : others.length > 0 && others.length <= 6
          ? `it has ${others.join(", ")}`
          : null,
  };
}

/** A function that is called without arguments and gives the app, and is no app itself. */
function isFactory(name: string, definition: Definition, index: ModuleIndex, beside: Beside): boolean {
  if (definition.kind !== "function" || !isCalledWithout(definition.parameters)) return false;
  const modules = indexProject(beside.project());
  return resolveName(name, index, modules) === null && resolveFactory(definition, index, modules) !== null;
}

function isCalledWithout(parameters: string): boolean {
  return parameters.split(",").every((part) => /^\s*$|=|^\s*[*/]/.test(part));
}

function uncalled({ at, module, name }: Wanted & { name: string }, path: string): Missing {
  return { at, message: `${name} in ${path} is a function that makes the app`, help: `write ${module}:${name}()` };
}

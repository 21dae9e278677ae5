/** One schema fault in words: a row for each keyword. */
import { unknownKey } from "./check-environments.ts";
import { conflictOf } from "./conflicts.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { helpForValue } from "./foreign-values.ts";
import { formatOf } from "./formats.ts";
import { listOf } from "./list-of.ts";
import { MISSING } from "./missing.ts";
import { nearest } from "./nearest.ts";
import { type Path, pathText } from "./path.ts";
import { report } from "./report.ts";
import { sayWrongType } from "./say-wrong-type.ts";
import type { SchemaFault } from "./schema-faults.ts";
import { showKey, showValue } from "./show.ts";
import { type Data, type Tree, valueAt } from "./source.ts";

type Say = (fault: SchemaFault, tree: Tree) => Diagnostic;

const SAY: Readonly<Record<string, Say>> = {
  additionalProperties: ({ path, definition }, tree) => unknownKey(tree, path, definition),
  required: sayMissing,
  "false schema": sayConflict,
  type: sayWrongType,
  enum: sayNotOneOf,
  const: sayNotFalse,
  propertyNames: sayFormat,
  pattern: sayFormat,
  minLength: sayFormat,
  maxLength: sayFormat,
  minimum: sayRange,
  maximum: sayRange,
  minItems: sayEmpty,
  minProperties: sayEmpty,
  maxItems: sayTooMany,
  uniqueItems: sayDuplicate,
};

export function sayFault(fault: SchemaFault, tree: Tree): Diagnostic {
  return (SAY[fault.keyword] ?? sayFormat)(fault, tree);
}

function sayMissing({ path, definition }: SchemaFault, tree: Tree): Diagnostic {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const owner = parent.length === 0 ? "the file" : pathText(parent);
  const framework = valueAt(tree.data, [...parent, "framework"]);
  const help = MISSING[`${definition}.${key}`] ?? MISSING[`${String(framework)}.${key}`] ?? MISSING[key];
  // Not there, so this is the nearest ancestor; or the null of the environment that took it away.
  return report("missing-key", "schema", tree.locate(path, "key"), `${owner} has no ${key}`, { help: help ?? `add ${key}` });
}

function sayConflict({ path, definition }: SchemaFault, tree: Tree): Diagnostic {
  const siblings = valueAt(tree.data, path.slice(0, -1));
  const { code, message, help } = conflictOf(definition, String(path.at(-1)), siblings);
  return report(code, "schema", tree.locate(path, "key"), message, { help });
}

function sayNotOneOf({ path, params }: SchemaFault, tree: Tree): Diagnostic {
  const known = (params.allowedValues as readonly string[]).map(String);
  const value = valueAt(tree.data, path);
  const help = typeof value === "string" ? helpForWord(path, value, known, interfaceBeside(path, tree)) : `write ${listOf(known)}`;
  return report("not-one-of", "schema", tree.locate(path), `${pathText(path)} cannot be ${showValue(value)}`, { help });
}

/** Of the app that a WSGI server is stated for, whichever form it is written in. */
function interfaceBeside(path: Path, tree: Tree): string | null {
  if (path.at(-2) !== "wsgi") return null;
  const app = path.length > 2 && path.at(-4) === "apps" ? path.slice(0, -2) : [...path.slice(0, -2), "app"];
  const [stated, framework] = ["interface", "framework"].map((key) => valueAt(tree.data, [...app, key]));
  const found = stated ?? framework;
  return typeof found === "string" ? found : null;
}

function helpForWord(path: Path, value: string, known: readonly string[], beside: string | null): string {
  const foreign = helpForValue(String(path.at(-1)), value, beside);
  if (foreign !== null) return foreign;
  const near = nearest(value, known);
  if (near !== null && wordless(near) !== wordless(value)) return `did you mean ${near}?`;
  // The one map whose short form is a word: its own words are mistaken for that.
  if (String(path) === "target")
    return /^[a-z]+-[0-9.]+$/.test(value) ? `write target: { os: ${value} }` : "write host, or a map: { os: debian-12 }";
  return `write ${listOf(known)}${isNumberInQuotes(known, value) ? `, or ${value} without quotes` : ""}`;
}

/** Who writes another release's number means that release. */
function wordless(value: string): string {
  return value.toLowerCase().replace(/[0-9.]+/g, "");
}

/** `auto` is the one word that stands where a number may. */
function isNumberInQuotes(known: readonly string[], value: Data | undefined): boolean {
  return known.join() === "auto" && typeof value === "string" && /^[1-9][0-9]*$/.test(value);
}

/** The only constant of the language is `false`, the short form of "none". */
function sayNotFalse({ path }: SchemaFault, tree: Tree): Diagnostic {
  const value = valueAt(tree.data, path);
  const help = "write false, or what it should be; or leave the key out for the default";
  return report("not-one-of", "schema", tree.locate(path), `${pathText(path)} cannot be ${showValue(value)}`, { help });
}

/** Patterns and lengths: of a value, or of a key. */
function sayFormat({ path, part, definition }: SchemaFault, tree: Tree): Diagnostic {
  const text: Data | undefined = part === "key" ? String(path.at(-1)) : valueAt(tree.data, path);
  const { code, noun, help } = formatOf(definition);
  const shown = part === "key" ? showKey(String(text)) : showValue(text);
  const advice = typeof help === "string" ? help : help(String(text), path);
  return report(code, "schema", tree.locate(path, part), `${shown} is not ${noun}`, { help: advice });
}

function sayRange({ path, keyword, params }: SchemaFault, tree: Tree): Diagnostic {
  const limit = String(params.limit);
  const value = showValue(valueAt(tree.data, path));
  const message = `${pathText(path)} is ${value}, ${keyword === "minimum" ? "less" : "more"} than ${limit}`;
  const help = keyword === "minimum" ? `write ${limit} or more` : `write ${limit} or less`;
  return report("out-of-range", "schema", tree.locate(path), message, { help });
}

function sayEmpty({ path }: SchemaFault, tree: Tree): Diagnostic {
  const help = "name at least one, or leave the key out";
  return report("empty-value", "schema", tree.locate(path), `${pathText(path)} is empty`, { help });
}

function sayTooMany({ path, params }: SchemaFault, tree: Tree): Diagnostic {
  const message = `${pathText(path)} has more than ${String(params.limit)} entries`;
  return report("too-many", "schema", tree.locate(path, "key"), message, { help: "split it" });
}

/** ajv's `i` repeats the earlier `j`, or the other way round. */
function sayDuplicate({ path, params }: SchemaFault, tree: Tree): Diagnostic {
  const [first = 0, second = 0] = [Number(params.i), Number(params.j)].sort((a, b) => a - b);
  const value = showValue(valueAt(tree.data, [...path, second]));
  const related = [{ span: tree.locate([...path, first]), message: "first here" }];
  return report("duplicate-item", "schema", tree.locate([...path, second]), `${value} stands in the list twice`, {
    related,
    help: "take one out",
  });
}

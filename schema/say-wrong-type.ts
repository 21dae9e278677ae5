/** Values of the wrong type: most come from YAML 1.1 habits, or from a number without its unit. */
import type { Diagnostic } from "./diagnostic.ts";
import { formatOf, TYPE_WORDS, WANTED } from "./formats.ts";
import { hintSize, hintTime, OFF } from "./hints.ts";
import { MISSING } from "./missing.ts";
import { type Path, pathText } from "./path.ts";
import { report } from "./report.ts";
import type { SchemaFault } from "./schema-faults.ts";
import { otherShape, shortForm } from "./short-forms.ts";
import { showValue } from "./show.ts";
import { type Data, isList, isMap, type Tree, valueAt } from "./source.ts";
import { refusalOf } from "./would-fit.ts";

const YAML_1_1: Readonly<Record<string, boolean>> = { yes: true, y: true, on: true, no: false, n: false, off: false };

const UNITS: Readonly<Record<string, (value: string) => string>> = {
  Size: hintSize,
  SizeOrFalse: hintSize,
  Time: hintTime,
  TimeFromZero: (value) => (Number(value) === 0 ? "write 0s" : hintTime(value)),
  TimeOrFalse: hintTime,
  CacheRuleOrTime: hintTime,
};

export function sayWrongType({ path, definition, params }: SchemaFault, tree: Tree): Diagnostic {
  const value = valueAt(tree.data, path);
  const types = [params.type].flat().map(String);
  const wanted = WANTED[definition] ?? nounOf(types, definition);
  const empty = value === null || value === undefined;
  const subject = pathText(path) || "the file";
  const message = empty ? `${subject} is empty` : `${subject} is ${describe(value)}, not ${wanted}`;
  const span = tree.locate(path, empty ? "key" : "value");
  const written = tree.source.text.slice(span.start.offset, span.end.offset);
  return report("wrong-type", "schema", span, message, { help: helpFor({ value, written, definition, types, path, wanted, tree }) });
}

function nounOf(types: readonly string[], definition: string): string {
  if (types.length === 1 && types[0] === "string" && definition !== "") return formatOf(definition).noun;
  return types.map((type) => (type === "boolean" && types.length > 1 ? "false" : (TYPE_WORDS[type] ?? type))).join(" or ");
}

function describe(value: Data | undefined): string {
  if (typeof value === "string") return `the text ${showValue(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  return showValue(value);
}

type Misfit = {
  readonly value: Data | undefined;
  /** The value as it stands in the file. */
  readonly written: string;
  readonly definition: string;
  readonly types: readonly string[];
  readonly path: Path;
  readonly wanted: string;
  readonly tree: Tree;
};

function helpFor(misfit: Misfit): string | null {
  const { value, types, wanted } = misfit;
  if (value === null || value === undefined) return `write ${wanted}, or leave the key out`;
  const boolean = typeof value === "string" ? YAML_1_1[value.toLowerCase()] : undefined;
  if (boolean !== undefined && types.includes("boolean")) return helpForBoolean(boolean, types);
  if (typeof value === "number") return helpForNumber(misfit);
  if (isMap(value) || isList(value)) return otherShape(misfit.path);
  return helpForSingle(value, misfit);
}

/** Among several types, a boolean is only ever `false`: off. */
function helpForBoolean(meant: boolean, types: readonly string[]): string {
  if (meant && types.length > 1) return "write what it should be, or leave the key out for the default; only false stands alone";
  return `YAML 1.2 has only true and false: write ${meant}`;
}

function helpForNumber({ written, definition, types, path, tree }: Misfit): string | null {
  const units = UNITS[definition];
  if (units !== undefined) return units(written);
  if (definition === "Rate" || definition === "RateRuleOrRate") return `a rate needs its time: ${written}/s, ${written}/m, ${written}/h`;
  if (types.includes("array")) return asList(written, path, tree);
  if (types.includes("string")) return refused(tree, path, written) ?? `put it in quotes: "${written}"`;
  return types.includes("object") ? shortForm(path, written) : null;
}

/** A single value where a list, a map or a number is wanted. */
function helpForSingle(value: string | boolean, { types, path, definition, tree }: Misfit): string | null {
  if (types.includes("array")) return asList(String(value), path, tree);
  if (types.some((type) => type === "integer" || type === "number") && typeof value === "string" && /^\d+(\.\d+)?$/.test(value))
    return `write it without quotes: ${value}`;
  if (types.includes("object")) return shortForm(path, String(value)) ?? MISSING[String(path.at(-1))] ?? "write a map of keys";
  if (types.includes("string") && typeof value === "boolean")
    return OFF[definition] ?? refused(tree, path, String(value)) ?? `put it in quotes if it is text: "${value}"`;
  return null;
}

/** One that may stand in a list; else what would have to. */
function asList(value: string, path: Path, tree: Tree): string {
  return refused(tree, path, [value]) ?? `write a list: [${value}]`;
}

/** What is said of a value that would be refused in its turn. */
function refused(tree: Tree, path: Path, value: string | readonly string[]): string | null {
  const fault = refusalOf(tree, path, value);
  if (fault === null) return null;
  const { help } = formatOf(fault.definition);
  return typeof help === "string" ? help : help(String(value), path);
}

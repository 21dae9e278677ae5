/**
 * TypeScript types of the schema, by json-schema-to-typescript.
 *
 * The types are made from a simplified copy: `if: {type}` becomes a union of both branches, other
 * conditions (which keys go together) are dropped, and a $ref keeps its name by losing its siblings.
 */
import { compile } from "json-schema-to-typescript";

const HEADER = "/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */\n";

/** The generator says of every type that the schema names it. */
const REFERENCE_NOTE = / \*\n \* This interface was referenced by `Stack`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g;
const EMPTY_COMMENT = /^ *\/\*\*\n( \*\n)* \*\/\n/gm;

/** Only conditions refer to these. */
const CONDITIONS = ["AppRules", "ModuleNoFactory"];

/** An overlay is any part of a stack: `overlay` reads it as data, nobody as a type. */
const OVERLAY = { type: "object", additionalProperties: true };

const PROSE = new Set(["title", "default", "derived", "examples", "pattern", "propertyNames", "allOf", "patternProperties"]);

export async function renderTypes(schema) {
  const isMap = ({ $ref }) => schema.definitions[$ref?.split("/").at(-1)]?.properties !== undefined;
  const text = await compile({ ...simplify(schema, isMap), $id: "Stack" }, "Stack", {
    bannerComment: HEADER,
    additionalProperties: false,
    unreachableDefinitions: true,
    format: true,
    style: { printWidth: 120 },
  });
  return text.replaceAll(REFERENCE_NOTE, "").replaceAll(EMPTY_COMMENT, "");
}

function simplify(schema, isMap) {
  if (typeof schema === "boolean") return schema;
  if (schema.$ref !== undefined) return { $ref: schema.$ref };
  if (schema.if?.type !== undefined) return unionOf(schema, isMap);
  const copy = {};
  for (const [key, value] of Object.entries(schema)) {
    if (PROSE.has(key) || key === "$schema" || key === "$id") continue;
    copy[key] = simplifyKeyword(key, value, isMap);
  }
  for (const name of CONDITIONS) if (copy.definitions) delete copy.definitions[name];
  if (copy.definitions?.Overlay) copy.definitions.Overlay = { ...OVERLAY, description: copy.definitions.Overlay.description };
  if (copy.properties !== undefined) copy.required = [...(copy.required ?? []), ...defaulted(schema.properties)];
  if (!Array.isArray(copy.items)) delete copy.minItems;
  delete copy.maxItems;
  return copy;
}

/** They are there once `withDefaults` has seen the stack. */
function defaulted(properties) {
  return Object.keys(properties).filter((key) => properties[key].default !== undefined);
}

function simplifyKeyword(key, value, isMap) {
  const inner = (schema) => simplify(schema, isMap);
  if (key === "properties" || key === "definitions") return mapValues(value, inner);
  if (key === "items" && Array.isArray(value)) return value.map(inner);
  if (key === "items" || key === "additionalItems" || key === "additionalProperties") return inner(value);
  return value;
}

/** `if: {type: X}, then: A, else: B` is A | B to a type checker; of a short and a long form `withDefaults` leaves the long. */
function unionOf({ description, if: { type }, then, else: otherwise }, isMap) {
  if (then.const === undefined && isMap(otherwise)) return { description, ...simplify(otherwise, isMap) };
  const first = then.const === undefined ? { type, ...then } : then;
  return { description, anyOf: [simplify(first, isMap), simplify(otherwise, isMap)] };
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/**
 * TypeScript types of the runtime's settings files, from their schemas: read-only, and named by the `title` of a sub-schema.
 *
 * These schemas use a small part of JSON Schema. A keyword that is not handled here is an error, so no type
 * says less than its schema.
 */
const SCALARS = { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" };

/** They bound values, not types; or they are prose. */
const NOT_TYPES = new Set([
  "$schema",
  "$id",
  "title",
  "description",
  "default",
  "pattern",
  "minimum",
  "maximum",
  "minLength",
  "minItems",
  "uniqueItems",
]);
const OF_TYPES = new Set(["type", "const", "enum", "anyOf", "items", "properties", "required", "additionalProperties"]);

/** `name`: of the whole file's type; `file`: where the schema stands, for the first line. */
export function renderSettings(schema, name, file) {
  const named = new Map();
  const whole = typeOf({ ...schema, title: undefined }, named, "");
  const types = [[name, whole], ...named].map(([title, text]) => `export type ${title} = ${text};\n`);
  return `/* Made by scripts/generate.mjs from ${file}. Do not edit. */\n\n${types.join("\n")}`;
}

function typeOf(schema, named, indent) {
  for (const keyword of Object.keys(schema))
    if (!NOT_TYPES.has(keyword) && !OF_TYPES.has(keyword)) throw new Error(`no type for the keyword ${keyword}`);
  if (schema.title === undefined) return shapeOf(schema, named, indent);
  const { title, ...shape } = schema;
  if (named.has(title)) throw new Error(`two types are called ${title}`);
  named.set(title, "");
  named.set(title, shapeOf(shape, named, ""));
  return title;
}

function shapeOf(schema, named, indent) {
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf !== undefined) return schema.anyOf.map((branch) => typeOf(branch, named, indent)).join(" | ");
  return [schema.type]
    .flat()
    .map((type) => ofType(type, schema, named, indent))
    .join(" | ");
}

function ofType(type, schema, named, indent) {
  if (type === "array") return arrayOf(typeOf(schema.items, named, indent));
  if (type === "object") return schema.properties === undefined ? mapOf(schema, named, indent) : objectOf(schema, named, indent);
  if (!Object.hasOwn(SCALARS, type)) throw new Error(`no type for the type ${type}`);
  return SCALARS[type];
}

function arrayOf(item) {
  return `readonly ${/ \| /.test(item) && !item.startsWith("{") ? `(${item})` : item}[]`;
}

function mapOf({ additionalProperties }, named, indent) {
  return `Readonly<Record<string, ${typeOf(additionalProperties, named, indent)}>>`;
}

function objectOf({ properties, required = [], additionalProperties }, named, indent) {
  if (additionalProperties !== false) throw new Error("a map of settings has no other keys than its own");
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([key, schema]) => {
    const comment = schema.description === undefined ? "" : `${inner}/** ${schema.description.replaceAll("*/", "*\\/")} */\n`;
    return `${comment}${inner}readonly ${key}${required.includes(key) ? "" : "?"}: ${typeOf(schema, named, inner)};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

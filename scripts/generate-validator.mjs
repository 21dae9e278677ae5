/**
 * The schema as a function, by ajv's standalone code. ajv's ESM output still calls `require` for its
 * small run-time parts, so esbuild bundles it: the result imports nothing and evaluates no text.
 */

import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const HEADER = "/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */\n";

const TYPES = `${HEADER}
/** One ajv error: where in the data, which keyword of which schema, and the keyword's own facts. */
export type SchemaError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
};

declare const validate: { (data: unknown): boolean; errors?: readonly SchemaError[] | null };
export default validate;
`;

export async function renderValidator(schema) {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  const source = standalone.default(ajv, ajv.compile(withoutProse(schema)));
  return { "schema/validate.generated.js": await bundle(source), "schema/validate.generated.d.ts": TYPES };
}

/** ajv's output quotes the schemas it was made from: leave out what it does not check. */
function withoutProse(node, isMap = false) {
  if (Array.isArray(node)) return node.map((item) => withoutProse(item));
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(([key]) => isMap || !PROSE.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProse(value, !isMap && MAPS.has(key))]));
}

const PROSE = new Set(["title", "description", "default", "derived", "examples"]);
const MAPS = new Set(["properties", "definitions", "patternProperties"]);

/**
 * ajv compares list items with fast-deep-equal, which throws on objects without a prototype. All
 * lists of the language that must not repeat hold text.
 */
const plainEqual = {
  name: "plain-equal",
  setup({ onLoad }) {
    onLoad({ filter: /fast-deep-equal[\\/]index\.js$/ }, () => ({ contents: "module.exports = (a, b) => a === b" }));
  },
};

async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../", import.meta.url)), loader: "js" },
    bundle: true,
    plugins: [plainEqual],
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    banner: { js: `${HEADER}/* eslint-disable */\n// biome-ignore-all lint: generated\n// @ts-nocheck` },
  });
  return outputFiles[0].text;
}

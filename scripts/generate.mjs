/**
 * Makes *.generated.* of schema/ and runtime/, schema/*.schema.json and two pages of docs/ from what people write by hand.
 *
 *   node scripts/generate.mjs           writes what changed
 *   node scripts/generate.mjs --check   writes nothing, exits 1 when a file has drifted
 *
 * from generators/registry.ts:    layers.generated.ts    the layers' names, and what messages say of them
 *      and *.schema.source.json:      *.schema.json      a schema with the layers' names in its lists
 * from schema/stack.schema.json:  stack.generated.ts     TypeScript types
 *                                 validate.generated.js  ajv, compiled; no `new Function`, no `require`
 *                                 shape.generated.ts     the schema without prose, for key suggestions
 * from runtime/*.schema.json:     settings.generated.ts of the programs that read such a file
 * from schema/codes/*.md:         codes.generated.ts     the codes, their severities and titles
 *                                 explain.generated.ts   the long texts, loaded by `explain` alone
 *
 * and for people, from both:      docs/language.md, docs/diagnostics.md
 *
 * A new diagnostic code is one new file, schema/codes/<code>.md, then this script again:
 *
 *   # redirect-loop (error)
 *
 *   One sentence: the title. A second paragraph: what it means, and what the app's users would see.
 *   Then a bad and a good piece of stack.yaml in ```yaml fences; 10 to 30 lines in all.
 *
 * The severity is error, warning or info. The file's name is the code; the first line repeats it.
 * A code also needs its fixture, fixtures/errors/<code>/stack.yaml: a test compares the two sets.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { renderCodes } from "./generate-codes.mjs";
import { renderLayers, renderSchema } from "./generate-layers.mjs";
import { renderReference } from "./generate-reference.mjs";
import { renderSettings } from "./generate-settings.mjs";
import { renderShape } from "./generate-shape.mjs";
import { renderTypes } from "./generate-types.mjs";
import { renderValidator } from "./generate-validator.mjs";
import { loadRegistry } from "./load-registry.mjs";

const ROOT = new URL("../", import.meta.url);

/** Settings files of the runtime: the type, where it goes, and the schema it is made from. */
const SETTINGS = [
  ["Settings", "runtime/node/web/settings.generated.ts", "runtime/web.schema.json"],
  ["Settings", "runtime/node/supervisor/settings.generated.ts", "runtime/gateway.schema.json"],
  ["KeeperSettings", "runtime/node/supervisor/keeper-settings.generated.ts", "runtime/keeper.schema.json"],
];

/** All generated files: a map of path (below the checkout) to text. */
export async function generate() {
  const { registry, usual, ours } = await loadRegistry();
  const text = renderSchema(await readFile(new URL("schema/stack.schema.source.json", ROOT), "utf8"), registry);
  const manifest = renderSchema(await readFile(new URL("schema/manifest.schema.source.json", ROOT), "utf8"), registry);
  const schema = JSON.parse(text);
  return {
    "schema/layers.generated.ts": renderLayers(registry, { usual, ours }),
    "schema/stack.schema.json": text,
    "schema/manifest.schema.json": manifest,
    "schema/stack.generated.ts": await renderTypes(schema),
    "schema/shape.generated.ts": renderShape(schema),
    "docs/language.md": renderReference(schema),
    ...Object.fromEntries(
      await Promise.all(SETTINGS.map(async ([name, path, from]) => [path, renderSettings(await readSchema(from), name, from)])),
    ),
    ...(await renderValidator(schema)),
    ...(await renderCodes(new URL("schema/codes/", ROOT))),
  };
}

async function readSchema(path) {
  return JSON.parse(await readFile(new URL(path, ROOT), "utf8"));
}

/** Paths whose text on disk is not what `generate` makes. */
export async function findDrift(files) {
  const drifted = [];
  for (const [path, text] of Object.entries(files)) {
    const found = await readFile(new URL(path, ROOT), "utf8").catch(() => null);
    if (found !== text) drifted.push(path);
  }
  return drifted;
}

async function main(check) {
  const files = await generate();
  const drifted = await findDrift(files);
  for (const path of drifted) {
    if (!check) await writeFile(new URL(path, ROOT), files[path]);
    process.stderr.write(`${check ? "drifted" : "wrote"} ${path}\n`);
  }
  if (check && drifted.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.includes("--check"));

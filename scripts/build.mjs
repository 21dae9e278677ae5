/**
 * Builds dist/: the program in one folder that needs nothing from node_modules. Each command's
 * work is a chunk of its own, loaded when it runs. Prints nothing when all is well.
 *
 *   dist/stackc.js     the program (`bin`)
 *   dist/commands.js   the command table, which oclif loads by name
 *   dist/LICENSES.txt  the licences of what is bundled
 */
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildHandlebars } from "./handlebars-plugin.mjs";
import { licensesOf } from "./licenses.mjs";
import { esbuildRuntime } from "./runtime-plugin.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** oclif and its parts are CommonJS, and call `require` for Node's own modules. */
const REQUIRE = 'import { createRequire as stackcRequire } from "node:module"; const require = stackcRequire(import.meta.url);';

/**
 * Parts of oclif for what stackc does not do: finding plugins on disk, debug logs, spinners. Each
 * would be parsed at every start; together they are half of its size.
 */
const UNUSED = {
  // oclif makes a spinner as soon as stderr is a terminal, and asks for these two by name.
  "cli-spinners": "const still = { interval: 80, frames: ['.'] }; module.exports = { dots2: still, line: still };",
  debug: "module.exports = () => Object.assign(() => {}, { enabled: false, extend: () => module.exports() });",
  lilconfig: "module.exports = { lilconfig: () => ({ search: async () => null }) };",
  minimatch: "module.exports = { minimatch: () => false };",
  semver: "module.exports = { satisfies: () => true };",
  tinyglobby: "module.exports = { glob: async () => [] };",
  "get-package-type": "module.exports = { sync: () => 'module' };",
  // Parts of Node that only an answer read from stdin, or a measurement, would need.
  "node:readline": "module.exports = { get createInterface() { return require('readline').createInterface; } };",
  "node:perf_hooks":
    "module.exports = { get performance() { return globalThis.performance; }, get PerformanceObserver() { return globalThis.PerformanceObserver; } };",
};

const unused = {
  name: "unused",
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${Object.keys(UNUSED).join("|")})$`);
    onResolve({ filter }, ({ path, importer }) => (importer.includes("@oclif/core") ? { path, namespace: "unused" } : undefined));
    onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({ contents: UNUSED[path], loader: "js" }));
  },
};

export async function buildProgram(outdir = join(ROOT, "dist")) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { stackc: "cli/stackc.ts", commands: "cli/commands/table.ts" },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    minify: true,
    keepNames: false,
    legalComments: "none",
    banner: { js: REQUIRE },
    chunkNames: "chunks/[name]-[hash]",
    define: await pairingsDefine(),
    // The other one loads Node's worker threads, for what is not used here.
    alias: { fflate: "fflate/browser" },
    plugins: [esbuildHandlebars, esbuildRuntime, unused],
    metafile: true,
    logLevel: "warning",
  });
  const program = join(outdir, "stackc.js");
  await writeFile(program, `#!/usr/bin/env node\n${await readFile(program, "utf8")}`);
  await chmod(program, 0o755);
  await writeFile(join(outdir, "LICENSES.txt"), await licensesOf(ROOT, Object.keys(metafile.inputs)));
  return metafile;
}

/** The core must run anywhere: bundled for a browser, it may not ask for one of Node's modules. */
export async function buildCore() {
  const exported = ["generators/compile.ts", "generators/archive/archive.ts", "generators/link/host.ts"];
  const { outputFiles } = await build({
    stdin: { contents: exported.map((path) => `export * from "./${path}";`).join("\n"), resolveDir: ROOT },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "stackc",
    platform: "browser",
    target: "es2022",
    plugins: [esbuildHandlebars, esbuildRuntime],
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

/** A pairing is supported if and only if it has a fixture. */
async function pairingsDefine() {
  const names = await readdir(join(ROOT, "fixtures/stacks")).catch(() => []);
  const pairings = names.filter((name) => /^[a-z]+-[a-z_]+-[a-z]+$/.test(name)).sort();
  return pairings.length === 0 ? {} : { STACKC_PAIRINGS: JSON.stringify(pairings) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildCore();
  await buildProgram();
}

/** registry.ts as values: its own modules import templates, so they are bundled first. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildHandlebars } from "./handlebars-plugin.mjs";
import { esbuildRuntime } from "./runtime-plugin.mjs";

export async function loadRegistry() {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: ["generators/registry.ts"],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    plugins: [esbuildHandlebars, esbuildRuntime],
    logLevel: "warning",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

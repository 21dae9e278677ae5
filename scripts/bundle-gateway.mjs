/** gateway.mjs: everything of runtime/node in one file without dependencies, for Node 18 and later. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The program's text. */
export async function bundleGateway() {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: ["runtime/node/main.ts"],
    write: false,
    bundle: true,
    platform: "node",
    target: "node18",
    format: "esm",
    // What runs on a host should be readable there.
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

export async function buildGateway(outfile) {
  await writeFile(outfile, await bundleGateway());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildGateway(process.argv[2] ?? "dist/gateway.mjs");

/** gateway.mjs: everything of runtime/node in one file without dependencies, for Node 18 and later. */
import { build } from "esbuild";

export async function buildGateway(outfile) {
  await build({
    entryPoints: [new URL("main.ts", import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: "node",
    target: "node18",
    format: "esm",
    // What runs on a host should be readable there.
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) await buildGateway(process.argv[2] ?? "dist/gateway.mjs");

// `import files from "stackc:runtime"`: what ships in an artifact whose WSGI server is the
// gateway, as a map of path to text. The compiler prints it like any other file; it is built from
// runtime/ here, so that the compiler itself reads nothing.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleGateway } from "./bundle-gateway.mjs";

const NAME = "stackc:runtime";
const PYTHON = fileURLToPath(new URL("../runtime/python", import.meta.url));

async function readRuntime() {
  const files = (await readdir(PYTHON, { recursive: true })).filter((file) => file.endsWith(".py")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(PYTHON, file), "utf8")));
  return {
    "gateway.mjs": await bundleGateway(),
    ...Object.fromEntries(files.map((file, i) => [`python/${file}`, texts[i]])),
  };
}

const moduleText = async () => `export default ${JSON.stringify(await readRuntime())};\n`;

export const esbuildRuntime = {
  name: "runtime",
  setup(build) {
    build.onResolve({ filter: /^stackc:runtime$/ }, ({ path }) => ({ path, namespace: "runtime" }));
    build.onLoad({ filter: /.*/, namespace: "runtime" }, async () => ({ contents: await moduleText(), loader: "js" }));
  },
};

export const viteRuntime = {
  name: "runtime",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? moduleText() : null),
};

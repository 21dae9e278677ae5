/** The core compiles in a browser: it asks for nothing that only Node has, and for no clock or chance. */
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { buildCore } from "../scripts/build.mjs";
import { compile } from "./compile.ts";

const SOURCE = {
  file: "stack.yaml",
  text: 'name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\nwsgi: { server: gunicorn }\napp: { framework: flask, module: "a:b" }\n',
};

const BARE = `
  Date.now = Math.random = () => { throw new Error("the core asked for the clock or for chance"); };
  globalThis.Function = globalThis.eval = () => { throw new Error("the core made code of text"); };
`;

test("schema/ and generators/ bundle for a browser and give the same artifact there", async () => {
  // An import of Node's own modules does not resolve for a browser: the bundle would not come about. What
  // names them here is the text of the gateway, which is carried and never run.
  const text = await buildCore();
  const context = createContext({ TextEncoder, TextDecoder, source: SOURCE }, { codeGeneration: { strings: false, wasm: false } });
  runInContext(`${BARE}\n${text}`, context);
  const bare = JSON.parse(runInContext("JSON.stringify(stackc.compile(source))", context) as string) as unknown;
  expect(bare).toEqual(JSON.parse(JSON.stringify(compile(SOURCE))));
  expect(runInContext("stackc.makeArchive(stackc.compile(source).value).bytes.length", context)).toBeGreaterThan(1000);
});

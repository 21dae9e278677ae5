// Turns `import template from "./site.conf.hbs"` into a precompiled template, for esbuild (the
// bundle) and for vite (the tests) alike. Precompiled, so that no `new Function` runs and only
// Handlebars' small runtime ships.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

const RUNTIME = fileURLToPath(new URL("../generators/render/runtime.ts", import.meta.url));

// strict: a missing name throws; noEscape: quoting is quote/*.ts's work, HTML escapes would
// corrupt it; knownHelpersOnly: a template has no logic but #if, #unless, #each, #with.
const OPTIONS = { strict: true, noEscape: true, knownHelpersOnly: true, explicitPartialContext: true };

export function compileTemplate(text) {
  return `import { template } from ${JSON.stringify(RUNTIME)};\nexport default template(${Handlebars.precompile(text, OPTIONS)});\n`;
}

export const esbuildHandlebars = {
  name: "handlebars",
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, (args) => ({
      contents: compileTemplate(readFileSync(args.path, "utf8")),
      loader: "js",
      resolveDir: fileURLToPath(new URL("..", import.meta.url)),
    }));
  },
};

export const viteHandlebars = {
  name: "handlebars",
  enforce: "pre",
  transform(text, id) {
    return id.endsWith(".hbs") ? { code: compileTemplate(text), map: null } : null;
  },
};

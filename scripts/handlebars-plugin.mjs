// Turns `import template from "./site.conf.hbs"` into its printing function, for esbuild (the
// bundle) and for vite (the tests) alike. Compiled here, so that nothing of Handlebars ships.
import { readFileSync } from "node:fs";
import { compileTemplate } from "./compile-template.mjs";

export const esbuildHandlebars = {
  name: "handlebars",
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({ contents: compileTemplate(readFileSync(path, "utf8")), loader: "js" }));
  },
};

export const viteHandlebars = {
  name: "handlebars",
  enforce: "pre",
  transform(text, id) {
    return id.endsWith(".hbs") ? { code: compileTemplate(text), map: null } : null;
  },
};

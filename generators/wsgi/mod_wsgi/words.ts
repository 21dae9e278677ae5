/** What is said to who calls mod_wsgi otherwise, and what the language's reference says of it. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = {
  note: "inside the web server",
  does: { preload: "mod_wsgi never shares." },
  values: { server: { "mod-wsgi": "write mod_wsgi" } },
};

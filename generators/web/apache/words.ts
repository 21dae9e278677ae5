/** What is said to who writes apache in a place of its own. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = {
  values: { server: { httpd: "write apache", apache2: "write apache" } },
  keys: { apache: "web has the web server: web: { server: apache }" },
};

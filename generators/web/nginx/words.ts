/** What is said to who writes nginx in a place of its own. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = {
  keys: { nginx: "web has the web server: web: { server: nginx }" },
};

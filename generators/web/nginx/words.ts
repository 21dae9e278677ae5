/** What the language's reference says of nginx, and what is said to who writes it in another place. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = {
  does: {
    catch_all: "Of several stacks with nginx on one host, one has it.",
    headers: "nginx holds as much, and 64 KB at least, for the head of each answer on its way.",
  },
  keys: { nginx: "web has the web server: web: { server: nginx }" },
};

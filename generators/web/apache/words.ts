/** What the language's reference says of Apache, and what is said to who writes it in another place, or by another name. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = {
  does: { rate: "(Apache: by mod_qos.)" },
  values: { server: { httpd: "write apache", apache2: "write apache" } },
  keys: { apache: "web has the web server: web: { server: apache }" },
};

/** What is said to who writes a Flask app's stack.yaml by habit. */
import type { LayerWords } from "../../../schema/layer-words.ts";

const MODULE = "shop:create_app()";

export const words: LayerWords = {
  example: MODULE,
  values: { framework: { dash: "write flask, or wsgi with module: app:server" } },
  keys: { flask: `app has the framework: app: { framework: flask, module: ${MODULE} }` },
};

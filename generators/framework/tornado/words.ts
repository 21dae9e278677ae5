/** What is said to who writes a Tornado app's stack.yaml by habit. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = { example: "shop.app:make_app()" };

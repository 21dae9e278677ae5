/** What the language's reference says of the gateway. */
import type { LayerWords } from "../../../schema/layer-words.ts";

export const words: LayerWords = {
  note: "our own, bundled",
  does: { preload: "The gateway says what it is, and has each worker import for itself." },
};

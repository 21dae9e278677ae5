/** Frameworks whose apps are any ASGI callable. */
import type { LayerWords } from "../../../schema/layer-words.ts";

const ASGI = "write asgi: it is any app of that interface";

export const words: LayerWords = {
  example: "shop:app",
  values: { framework: { fastapi: ASGI, starlette: ASGI, quart: ASGI, sanic: ASGI, litestar: ASGI, blacksheep: ASGI } },
};

/** Frameworks whose apps are any WSGI callable. */
import type { LayerWords } from "../../../schema/layer-words.ts";

const WSGI = "write wsgi: it is any app of that interface";

export const words: LayerWords = {
  example: "shop:application",
  values: { framework: { bottle: WSGI, falcon: WSGI, pyramid: WSGI, cherrypy: WSGI, web2py: WSGI } },
};

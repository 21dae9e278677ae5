/** Tornado: natively where the server runs its HTTPServer, else bridged into WSGI calls. */
import type { FrameworkLayer } from "../../layer.ts";
import { glueFiles } from "../glue/glue.ts";
import { checkBridge } from "./check.ts";
import { detect } from "./detect.ts";
import { facts } from "./facts.ts";
import entry from "./stackc_app.py.hbs";
import bridge from "./stackc_bridge.py.hbs";
import develop from "./stackc_develop.py.hbs";
import mirrored from "./stackc_mirrored.py.hbs";
import edge from "./stackc_tornado.py.hbs";
import { entryView } from "./view.ts";
import { words } from "./words.ts";

export const tornado: FrameworkLayer = {
  role: "framework",
  name: "tornado",
  offers: ["tornado", "wsgi"],
  facts,
  detect,
  local: { develop, mirrored, servesStatic: false, envFiles: [] },
  words,
  check: checkBridge,
  emit: (app, emit) =>
    glueFiles(app, emit, [
      { name: "stackc_app", template: entry, view: entryView(app, emit) },
      { name: "stackc_tornado", template: edge },
      ...(app.server.appLink === "wsgi" ? [{ name: "stackc_bridge", template: bridge }] : []),
    ]),
};

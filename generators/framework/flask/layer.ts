/** Flask: the app's own object or its factory's, its config made to agree with the web server. */
import type { FrameworkLayer } from "../../layer.ts";
import { glueFiles } from "../glue/glue.ts";
import { checkWebsockets } from "../glue/routes.ts";
import cookies from "../glue/stackc_cookies.py.hbs";
import promises from "../glue/stackc_promises.py.hbs";
import { detect } from "./detect.ts";
import { facts } from "./facts.ts";
import entry from "./stackc_app.py.hbs";
import develop from "./stackc_develop.py.hbs";
import flaskModule from "./stackc_flask.py.hbs";
import mirrored from "./stackc_mirrored.py.hbs";
import { entryView } from "./view.ts";
import { words } from "./words.ts";

export const flask: FrameworkLayer = {
  role: "framework",
  name: "flask",
  offers: ["wsgi"],
  facts,
  detect,
  local: { develop, mirrored, servesStatic: false, envFiles: [".flaskenv"] },
  words,
  check: checkWebsockets,
  emit: (app, emit) =>
    glueFiles(app, emit, [
      { name: "stackc_app", template: entry, view: entryView(app, emit) },
      { name: "stackc_flask", template: flaskModule },
      { name: "stackc_promises", template: promises },
      { name: "stackc_cookies", template: cookies },
    ]),
};

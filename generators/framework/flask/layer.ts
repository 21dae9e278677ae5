/** Flask: the app's own object or its factory's, its config made to agree with the web server. */
import type { FrameworkLayer } from "../../layer.ts";
import { glueFiles } from "../glue/glue.ts";
import { checkWebsockets } from "../glue/routes.ts";
import entry from "./stackc_app.py.hbs";
import { entryView } from "./view.ts";

export const flask: FrameworkLayer = {
  role: "framework",
  name: "flask",
  offers: ["wsgi"],
  check: checkWebsockets,
  emit: (app, emit) => glueFiles(app, emit, [{ name: "stackc_app", template: entry, view: entryView(app, emit) }]),
};

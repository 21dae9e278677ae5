/** Django: the project's own entry module under a settings overlay. */
import type { FrameworkLayer } from "../../layer.ts";
import { quotePython } from "../../quote/python.ts";
import { glueFiles } from "../glue/glue.ts";
import { checkWebsockets } from "../glue/routes.ts";
import { asgiView } from "../glue/server-options.ts";
import cookies from "../glue/stackc_cookies.py.hbs";
import promises from "../glue/stackc_promises.py.hbs";
import { detect } from "./detect.ts";
import { facts } from "./facts.ts";
import entry from "./stackc_app.py.hbs";
import develop from "./stackc_develop.py.hbs";
import djangoModule from "./stackc_django.py.hbs";
import mirrored from "./stackc_mirrored.py.hbs";
import settings from "./stackc_settings.py.hbs";
import storage from "./stackc_storage.py.hbs";
import { hasHashedFiles, settingsView } from "./view.ts";
import { words } from "./words.ts";

export const django: FrameworkLayer = {
  role: "framework",
  name: "django",
  offers: ["wsgi", "asgi"],
  facts,
  detect,
  local: { develop, mirrored, servesStatic: true, envFiles: [] },
  words,
  check: checkWebsockets,
  emit: (app, emit) =>
    glueFiles(app, emit, [
      { name: "stackc_app", template: entry, view: { asgi: app.server.appLink === "asgi", ...asgiView(app, emit) } },
      { name: "stackc_django", template: djangoModule },
      { name: "stackc_settings", template: settings, view: settingsView(app, emit, quotePython(emit)) },
      { name: "stackc_promises", template: promises },
      { name: "stackc_cookies", template: cookies },
      ...(hasHashedFiles(app) ? [{ name: "stackc_storage", template: storage }] : []),
    ]),
};

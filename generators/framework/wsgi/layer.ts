/** Any WSGI callable: wrapped, not changed. */
import type { FrameworkLayer } from "../../layer.ts";
import { glueFiles } from "../glue/glue.ts";
import { checkWebsockets } from "../glue/routes.ts";
import develop from "../glue/stackc_develop.py.hbs";
import mirrored from "../glue/stackc_mirrored.py.hbs";
import { detect } from "./detect.ts";
import { facts } from "./facts.ts";
import entry from "./stackc_app.py.hbs";
import errors from "./stackc_errors.py.hbs";
import { words } from "./words.ts";

export const wsgi: FrameworkLayer = {
  role: "framework",
  name: "wsgi",
  offers: ["wsgi"],
  facts,
  detect,
  local: { develop, mirrored, servesStatic: false, envFiles: [] },
  words,
  check: checkWebsockets,
  emit: (app, emit) =>
    glueFiles(app, emit, [
      { name: "stackc_app", template: entry, view: {} },
      { name: "stackc_errors", template: errors },
    ]),
};

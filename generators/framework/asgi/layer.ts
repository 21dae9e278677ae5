/** Any ASGI callable, FastAPI and Starlette among them: wrapped, not changed. */
import type { FrameworkLayer } from "../../layer.ts";
import { glueFiles } from "../glue/glue.ts";
import { asgiView } from "../glue/server-options.ts";
import develop from "../glue/stackc_develop.py.hbs";
import mirrored from "../glue/stackc_mirrored.py.hbs";
import { detect } from "./detect.ts";
import { facts } from "./facts.ts";
import entry from "./stackc_app.py.hbs";
import { words } from "./words.ts";

export const asgi: FrameworkLayer = {
  role: "framework",
  name: "asgi",
  offers: ["asgi"],
  facts,
  detect,
  local: { develop, mirrored, servesStatic: false, envFiles: [] },
  words,
  check: () => {},
  emit: (app, emit) => glueFiles(app, emit, [{ name: "stackc_app", template: entry, view: asgiView(app, emit) }]),
};

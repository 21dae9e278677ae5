/** What is said to who writes stack.yaml with uWSGI's options in mind, and what the language's reference says of it. */
import type { LayerWords } from "../../../schema/layer-words.ts";

const VIRTUALENV = "app.requirements makes a virtual environment; app.python names an interpreter";

export const words: LayerWords = {
  does: { preload: "uWSGI does not start then, and says what it is." },
  keys: {
    uwsgi: "wsgi has the WSGI server: wsgi: { server: uwsgi }",
    callable: "app.module is `package.module:callable`",
    virtualenv: VIRTUALENV,
    venv: VIRTUALENV,
    harakiri: "web.limits.request_time is how long the app may take",
  },
};

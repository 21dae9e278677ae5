/** What is said to who writes stack.yaml with gunicorn's settings in mind, and what the language's reference says of it. */
import type { LayerWords } from "../../../schema/layer-words.ts";

const ROOT = "app.root is the folder of the app's code";

export const words: LayerWords = {
  does: { preload: "gunicorn does not start then, and says what it is." },
  keys: {
    gunicorn: "wsgi has the WSGI server: wsgi: { server: gunicorn }",
    wsgi_app: "app.module is `package.module:callable`",
    chdir: ROOT,
    pythonpath: ROOT,
    worker_class: "the worker class follows from app.interface and wsgi.threads",
    worker_connections: "web.limits.connections limits the connections of one client address",
    graceful_timeout: "graceful_time is how long a stopping worker may take",
  },
};

/** What an app's server needs that comes with the app, or with a package beside the program's. */
import type { App, Plan } from "../../plan/plan.ts";

/** One of the modules must be there; the package has them. */
export type Need = { readonly package: string; readonly modules: readonly string[] };

/** Those that generators/wsgi/gunicorn/asgi-worker.py.hbs looks for. */
const ASGI_WORKERS = ["uvicorn_worker", "uvicorn.workers", "gunicorn.workers.gasgi"];

export function needsOf(app: App): readonly Need[] {
  if (app.requirements === null) return [];
  return [...serverNeeds(app), ...asgiNeeds(app)];
}

function serverNeeds({ server, virtualenv }: App): readonly Need[] {
  const own = server.command === null || server.command === `${virtualenv}/bin/gunicorn`;
  return server.name === "gunicorn" && own ? [{ package: "gunicorn", modules: ["gunicorn"] }] : [];
}

function asgiNeeds({ server }: App): readonly Need[] {
  if (server.appLink !== "asgi") return [];
  if (server.name === "gunicorn") return [{ package: "uvicorn-worker", modules: ASGI_WORKERS }];
  return [{ package: "uvicorn", modules: ["uvicorn"] }];
}

/** The distribution's uWSGI has Python in a package of its own. */
export function pluginsOf({ apps }: Plan): readonly string[] {
  return apps.some(({ server }) => server.name === "uwsgi" && server.distribution) ? ["/usr/lib/uwsgi/plugins/python3_plugin.so"] : [];
}

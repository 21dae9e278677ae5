/**
 * All layers, one row each. The only file that imports layer folders: adding a server is a
 * folder, a row here and a fixture.
 */

import { asgi } from "./framework/asgi/layer.ts";
import { django } from "./framework/django/layer.ts";
import { flask } from "./framework/flask/layer.ts";
import { tornado } from "./framework/tornado/layer.ts";
import { wsgi } from "./framework/wsgi/layer.ts";
import type { Registry } from "./layer.ts";
import type { WebName, WsgiName } from "./plan/plan.ts";
import { host } from "./target/host/layer.ts";
import { apache } from "./web/apache/layer.ts";
import { nginx } from "./web/nginx/layer.ts";
import { node } from "./web/node/layer.ts";
import { gateway } from "./wsgi/gateway/layer.ts";
import { gunicorn } from "./wsgi/gunicorn/layer.ts";
import { modWsgi } from "./wsgi/mod_wsgi/layer.ts";
import { uwsgi } from "./wsgi/uwsgi/layer.ts";

export const registry: Registry = {
  web: { nginx, apache, node },
  wsgi: { gateway, gunicorn, uwsgi, mod_wsgi: modWsgi },
  framework: { django, flask, tornado, wsgi, asgi },
  target: { host },
};

/** What `init` takes where nobody asks for another: what most hosts have. */
export const usual = { web: "nginx", wsgi: "gunicorn" } as const satisfies Choice;

/** What comes with stackc itself: `run` needs no other. */
export const ours = { web: "node", wsgi: "gateway" } as const satisfies Choice;

type Choice = { readonly web: WebName; readonly wsgi: WsgiName };

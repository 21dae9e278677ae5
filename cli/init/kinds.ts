/** What makes an app, by the names of the libraries themselves. A new library is a row. */
import type { FrameworkName } from "../../generators/plan/plan.ts";

/** `dash` is no app itself: its attribute `server` is a Flask one. */
export type Kind = FrameworkName | "dash" | "configurator";

type Row = { readonly kind: Kind; readonly names: readonly string[] };

/** Full names, as an import says them. The last part alone counts too where no other library uses it. */
const MAKERS: readonly Row[] = [
  { kind: "flask", names: ["flask.Flask", "apiflask.APIFlask", "flask_openapi3.OpenAPI"] },
  {
    kind: "asgi",
    names: [
      "fastapi.FastAPI",
      "starlette.applications.Starlette",
      "quart.Quart",
      "litestar.Litestar",
      "litestar.app.Litestar",
      "falcon.asgi.App",
      "blacksheep.Application",
      "blacksheep.server.Application",
      "channels.routing.ProtocolTypeRouter",
      "django.core.asgi.get_asgi_application",
      "connexion.AsyncApp",
      "responder.API",
      "fasthtml.common.FastHTML",
      "fasthtml.common.fast_app",
      "strawberry.asgi.GraphQL",
      "ariadne.asgi.GraphQL",
    ],
  },
  {
    kind: "wsgi",
    names: [
      "bottle.Bottle",
      "bottle.default_app",
      "falcon.App",
      "falcon.API",
      "cherrypy.Application",
      "cherrypy.tree.mount",
      "pyramid.paster.get_app",
      "paste.deploy.loadapp",
      "webapp2.WSGIApplication",
      "pecan.make_app",
      "django.core.wsgi.get_wsgi_application",
      "klaus.make_app",
      "wsgidav.wsgidav_app.WsgiDAVApp",
      "trac.web.main.RequestDispatcher",
    ],
  },
  { kind: "tornado", names: ["tornado.web.Application"] },
  { kind: "dash", names: ["dash.Dash"] },
  { kind: "configurator", names: ["pyramid.config.Configurator"] },
];

/** Last parts that several libraries use: only an import tells whose they are. */
const SHARED = new Set(["App", "API", "Application", "GraphQL", "mount", "get_app", "make_app", "loadapp", "default_app"]);

const BY_FULL_NAME = new Map(MAKERS.flatMap(({ kind, names }) => names.map((name) => [name, kind] as const)));
const BY_LAST_PART = new Map(
  [...BY_FULL_NAME].map(([name, kind]) => [lastPart(name), kind] as const).filter(([last]) => !SHARED.has(last)),
);

export function kindOfMaker(name: string): Kind | null {
  return BY_FULL_NAME.get(name) ?? BY_LAST_PART.get(lastPart(name)) ?? null;
}

/** Calls at the end of an expression whose result is an app whatever they are called on. */
const METHODS: readonly (readonly [pattern: RegExp, kind: FrameworkName])[] = [
  [/\.make_wsgi_app\(\s*\)$/, "wsgi"],
  [/\.wsgifunc\(.*\)$/s, "wsgi"],
];

export function kindOfMethod(expression: string): FrameworkName | null {
  return METHODS.find(([pattern]) => pattern.test(expression))?.[1] ?? null;
}

/** Callables around another app, by their last part: the app that a server is to call is then theirs. */
const AROUND: readonly (readonly [pattern: RegExp, kind: FrameworkName | null])[] = [
  [/^(?:ASGIApp|WsgiToAsgi|AsgiToWsgi|ASGIMiddleware|SentryAsgiMiddleware|OpenTelemetryMiddleware|ProtocolTypeRouter)$/, "asgi"],
  [/^(?:WSGIApp|DispatcherMiddleware|ProxyFix|WhiteNoise|SharedDataMiddleware|ProfilerMiddleware|OpenTelemetryWSGIMiddleware)$/, "wsgi"],
  // a2wsgi and Starlette call it so in both directions: the inner app says which.
  [/(?:Middleware|Middlewares)$/, null],
];

/** Undefined: no wrapper. Null: one of the interface that its inner app has. */
export function kindOfWrapper(name: string): FrameworkName | null | undefined {
  const row = AROUND.find(([pattern]) => pattern.test(lastPart(name)));
  return row === undefined ? undefined : row[1];
}

/** Frameworks with a server of their own, which no WSGI or ASGI server can run: said by name. */
export const FOREIGN: readonly (readonly [library: string, pattern: RegExp])[] = [
  ["aiohttp", /^[ \t]*(?:from|import)[ \t]+aiohttp\.web\b|^[ \t]*from[ \t]+aiohttp[ \t]+import[ \t].*\bweb\b/m],
  ["Sanic", /^[ \t]*from[ \t]+sanic[ \t]+import[ \t].*\bSanic\b/m],
  ["Streamlit", /^[ \t]*(?:from|import)[ \t]+streamlit\b/m],
  ["Gradio", /^[ \t]*(?:from|import)[ \t]+gradio\b/m],
  ["NiceGUI", /^[ \t]*(?:from|import)[ \t]+nicegui\b/m],
  ["Robyn", /^[ \t]*(?:from|import)[ \t]+robyn\b/m],
  ["Twisted Web", /^[ \t]*(?:from|import)[ \t]+twisted\.web\b/m],
  ["http.server", /^[ \t]*(?:from|import)[ \t]+http\.server\b/m],
];

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

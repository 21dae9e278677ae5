/** How an ASGI app is known by its text. */
import { argumentsAt, keyword, literal } from "../detect/arguments.ts";
import { type Detection, NO_CALLS, UNDETECTED } from "../detect/detection.ts";
import type { PythonFile } from "../detect/project.ts";
import { placed, type StaticFolder } from "../detect/static-folder.ts";
import { decorated, listed } from "./routes.ts";

export const detect: Detection = {
  ...UNDETECTED,
  isBare: true,
  calls: {
    ...NO_CALLS,
    makers: [
      "fastapi.FastAPI",
      "starlette.applications.Starlette",
      "quart.Quart",
      "litestar.Litestar",
      "litestar.app.Litestar",
      "falcon.asgi.App",
      "blacksheep.Application",
      "blacksheep.server.Application",
      "connexion.AsyncApp",
      "responder.API",
      "fasthtml.common.FastHTML",
      "fasthtml.common.fast_app",
      "strawberry.asgi.GraphQL",
      "ariadne.asgi.GraphQL",
    ],
    methods: [{ pattern: /\)\s*\.app\(\s*\)$/, of: "Datasette" }],
    wrappers: /^(?:ASGIApp|WsgiToAsgi|AsgiToWsgi|ASGIMiddleware|SentryAsgiMiddleware|OpenTelemetryMiddleware|ProtocolTypeRouter)$/,
  },
  // The ASGI specification: the names that everybody gives the arguments.
  parameters: /^\s*scope\b[^,]*,\s*receive\b[^,]*,\s*send\b/,
  entryFile: "asgi.py",
  factoryBody: /\bFastAPI\(|\bStarlette\(/,
  staticFolder: { makes: /\bStaticFiles\(/, read: mountedStatic },
  routes: [decorated, listed],
  libraries: { limiter: ["slowapi"] },
};

/** Starlette's `app.mount("/static", StaticFiles(directory="static"))`, and `Mount("/static", StaticFiles(...))`. */
function mountedStatic({ text }: PythonFile, root: string): StaticFolder | null {
  const mounts = [...text.matchAll(/\b(?:\w+\.mount|Mount)\(/g)].map((match) => argumentsAt(text, match.index + match[0].length));
  const [files, ...others] = mounts.filter((given) => given.some((argument) => /\bStaticFiles\(/.test(argument)));
  if (files === undefined || others.length > 0) return null;
  const url = literal(files[0] ?? "") ?? literal(keyword(files, "path") ?? "");
  const call = files.find((argument) => /\bStaticFiles\(/.test(argument)) ?? "";
  const given = argumentsAt(call, call.indexOf("StaticFiles(") + "StaticFiles(".length);
  // An index page of a folder is not the web server's to make.
  if (url === null || keyword(given, "html") !== null || keyword(given, "packages") !== null) return null;
  const folder = literal(keyword(given, "directory") ?? given.find((argument) => !/^\w+\s*=/.test(argument)) ?? "");
  return folder === null ? null : placed(url, root, folder);
}

/** URL paths that need more than an answer: websockets, streams, and folders that the app serves by itself. */
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { argumentsAt, keyword, literal } from "./arguments.ts";
import { isBelow } from "./paths.ts";
import type { Project, PythonFile } from "./project.ts";

export type Route = { readonly path: string; readonly needs: "websocket" | "stream" };

export type Routes = {
  readonly routes: readonly Route[];
  /** `file:line` of those whose path cannot be read from the text. */
  readonly unread: readonly string[];
};

export function routesOf(framework: FrameworkName | "channels", root: string, project: Project): Routes {
  const files = project.python.filter(({ path }) => isBelow(root, path));
  const found = files.flatMap((file) => READERS[framework].flatMap((read) => read(file, files)));
  const routes = new Map<string, Route>();
  for (const { path, needs } of found) if (path !== null) routes.set(`${needs} ${path}`, { path, needs });
  return {
    routes: [...routes.values()].filter(
      ({ path }, _, all) => !all.some((other) => path !== other.path && path.startsWith(`${other.path}/`)),
    ),
    unread: [...new Set(found.filter(({ path }) => path === null).map(({ at }) => at))],
  };
}

type Seen = { readonly path: string | null; readonly needs: Route["needs"]; readonly at: string };
type Reader = (file: PythonFile, all: readonly PythonFile[]) => readonly Seen[];

/** `/ws/{name}` -> `/ws`: a path covers itself and all below it. Null where nothing is left. */
export function fixedPart(pattern: string): string | null {
  const plain = pattern
    .replace(/^\^/, "")
    .replace(/\$$/, "")
    .replace(/\\([./-])/g, "$1");
  const fixed = (plain.startsWith("/") ? plain : `/${plain}`).split(/[{<([*?+\\|^$]/)[0] ?? "";
  const whole = fixed.length < (plain.startsWith("/") ? plain : `/${plain}`).length ? fixed.slice(0, fixed.lastIndexOf("/")) : fixed;
  const path = whole.replace(/\/+$/, "");
  return /^(?:\/[A-Za-z0-9._~@+-]+)+$/.test(path) ? path : null;
}

const READERS: Readonly<Record<FrameworkName | "channels", readonly Reader[]>> = {
  asgi: [decorated, listed],
  channels: [channelsUrls],
  tornado: [tornadoHandlers],
  django: [],
  flask: [],
  wsgi: [],
};

const ASKED = /^[ \t]*@(\w+)\.(websocket|websocket_route|get|route|api_route)\(/gm;

/** `@app.websocket("/ws/{name}")`; an answer of events in a view's own body or as its response class. */
function decorated(file: PythonFile, all: readonly PythonFile[]): readonly Seen[] {
  return [...file.text.matchAll(ASKED)].flatMap((match) => {
    const [whole, owner = "", verb = ""] = match;
    const given = argumentsAt(file.text, match.index + whole.length);
    const stated = literal(given[0] ?? "") ?? literal(keyword(given, "path") ?? "");
    const needs = verb.startsWith("websocket") ? "websocket" : isStream(file.text, match.index, given) ? "stream" : null;
    if (needs === null) return [];
    const prefix = prefixOf(owner, file, all);
    const path = stated === null || prefix === null ? null : fixedPart(prefix + stated);
    return [{ path, needs, at: placeOf(file, match.index) }];
  });
}

const EVENTS = /\bEventSourceResponse\b|text\/event-stream/;

/** The view's text ends where the next one at the margin begins. */
function isStream(text: string, start: number, given: readonly string[]): boolean {
  if (EVENTS.test(keyword(given, "response_class") ?? "")) return true;
  const below = text.slice(start);
  const body = below.slice(below.search(/^[ \t]*(?:async[ \t]+)?def\b/m));
  const next = /\n(?=[^\s#)])/.exec(body);
  return EVENTS.test(next === null ? body : body.slice(0, next.index));
}

/** A router's own prefix and the one it is included at; null where that is computed. */
function prefixOf(owner: string, file: PythonFile, all: readonly PythonFile[]): string | null {
  const made = new RegExp(String.raw`^${owner}\s*(?::[^=\n]+)?=\s*(?:\w+\.)*(?:APIRouter|Router|Blueprint)\(`, "m").exec(file.text);
  if (made === null) return "";
  const own = prefixIn(argumentsAt(file.text, made.index + made[0].length));
  const module = file.path.replace(/\.py$/, "").split("/").at(-1) ?? "";
  const including = new RegExp(
    String.raw`\.include_router\(\s*(?:(?:\w+\.)*${module}\.)?${owner}\b|\.include_router\(\s*${module}_${owner}\b`,
    "g",
  );
  const included = all.flatMap((other) =>
    [...other.text.matchAll(including)].map((match) => prefixIn(argumentsAt(other.text, match.index + match[0].indexOf("(") + 1))),
  );
  const [outer = included.length === 0 ? "" : null] = included;
  return own === null || outer === null || included.length > 1 ? null : outer + own;
}

function prefixIn(given: readonly string[]): string | null {
  const stated = keyword(given, "prefix") ?? keyword(given, "url_prefix");
  return stated === null ? "" : literal(stated);
}

/** Starlette's WebSocketRoute("/ws", ...). */
function listed(file: PythonFile): readonly Seen[] {
  return [...file.text.matchAll(/\bWebSocketRoute\(/g)].map((match) => {
    const stated = literal(argumentsAt(file.text, match.index + match[0].length)[0] ?? "");
    return { path: stated === null ? null : fixedPart(stated), needs: "websocket", at: placeOf(file, match.index) };
  });
}

/** `websocket_urlpatterns = [path("ws/chat/<room>/", ...), re_path(r"^ws/...")]`. */
function channelsUrls(file: PythonFile): readonly Seen[] {
  const start = /^websocket_urlpatterns\s*(?::[^=\n]+)?=\s*\[/m.exec(file.text);
  if (start === null) return [];
  return argumentsAt(file.text, start.index + start[0].length).flatMap((item) => {
    const [call] = /^(?:re_path|path|url)\(/.exec(item) ?? [];
    if (call === undefined) return [];
    const stated = literal(argumentsAt(item, call.length)[0] ?? "");
    return [{ path: stated === null ? null : fixedPart(stated), needs: "websocket", at: placeOf(file, start.index) }];
  });
}

/** `(r"/ws", Chat)` where Chat is a WebSocketHandler. */
function tornadoHandlers(file: PythonFile, all: readonly PythonFile[]): readonly Seen[] {
  const classes = all.flatMap(({ text }) =>
    [...text.matchAll(/^class\s+(\w+)\((?:[^)]*\b)?WebSocketHandler\b/gm)].map(([, name = ""]) => name),
  );
  return classes.flatMap((name) =>
    [...file.text.matchAll(new RegExp(String.raw`\(\s*(r?(?:'[^'\n]*'|"[^"\n]*"))\s*,\s*(?:\w+\.)*${name}\b`, "g"))].map((match) => {
      const stated = literal(match[1] ?? "");
      return { path: stated === null ? null : fixedPart(stated), needs: "websocket", at: placeOf(file, match.index) } as const;
    }),
  );
}

function placeOf({ path, text }: PythonFile, index: number): string {
  return `${path}:${text.slice(0, index).split("\n").length}`;
}

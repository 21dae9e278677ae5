/** Websockets and streams of an ASGI app: FastAPI's, Starlette's and their kin's. */
import { argumentsAt, keyword, literal } from "../detect/arguments.ts";
import type { PythonFile } from "../detect/project.ts";
import { fixedPart, placeOf, type SeenRoute } from "../detect/routes.ts";

const ASKED = /^[ \t]*@(\w+)\.(websocket|websocket_route|get|route|api_route)\(/gm;

/** `@app.websocket("/ws/{name}")`; an answer of events in a view's own body or as its response class. */
export function decorated(file: PythonFile, all: readonly PythonFile[]): readonly SeenRoute[] {
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
export function listed(file: PythonFile): readonly SeenRoute[] {
  return [...file.text.matchAll(/\bWebSocketRoute\(/g)].map((match) => {
    const stated = literal(argumentsAt(file.text, match.index + match[0].length)[0] ?? "");
    return { path: stated === null ? null : fixedPart(stated), needs: "websocket", at: placeOf(file, match.index) };
  });
}

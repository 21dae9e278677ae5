/** URL paths as a framework's code spells them. */
import type { PythonFile } from "./project.ts";

export type Route = { readonly path: string; readonly needs: "websocket" | "stream" };

/** `path` is null where it cannot be read from the text; `at`: `file:line`. */
export type SeenRoute = { readonly path: string | null; readonly needs: Route["needs"]; readonly at: string };

export type RouteReader = (file: PythonFile, all: readonly PythonFile[]) => readonly SeenRoute[];

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

export function placeOf({ path, text }: PythonFile, index: number): string {
  return `${path}:${text.slice(0, index).split("\n").length}`;
}

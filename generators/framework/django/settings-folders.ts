/** Folders that Django's settings name. */
import { argumentsAt, literal } from "../detect/arguments.ts";
import type { StaticFolder } from "../detect/static-folder.ts";

/** `STATIC_URL` and `STATIC_ROOT`, where both can be read: a folder below BASE_DIR. */
export function folderNamed(kind: "STATIC" | "MEDIA", text: string): StaticFolder | null {
  const stated = (name: string): string | null =>
    new RegExp(String.raw`^${kind}_${name}\s*(?::[^=\n]+)?=\s*(.+)$`, "m").exec(text)?.[1] ?? null;
  const [url, root] = [stated("URL"), stated("ROOT")];
  if (root === null) return null;
  const folder = belowBase(root);
  const path = url === null ? null : literal(url);
  if (folder === null || (url !== null && path === null)) return null;
  const whole = `/${(path ?? kind.toLowerCase()).replace(/^\/|\/$/g, "")}/`;
  return /^\/(?:[\w.~@+-]+\/)+$/.test(whole) && /^[\w.@+-]+(?:\/[\w.@+-]+)*$/.test(folder) ? { url: whole, folder } : null;
}

function belowBase(expression: string): string | null {
  const text = expression
    .replace(/\s*#.*$/, "")
    .replace(/^str\((.*)\)$/, "$1")
    .trim();
  const [joined] = /^os\.path\.join\(/.exec(text) ?? [];
  const parts = joined === undefined ? text.split("/").map((part) => part.trim()) : argumentsAt(text, joined.length);
  const [base = "", ...rest] = /^['"]/.test(text) ? ["", literal(text) ?? "/"] : parts;
  // By slashes between quotes: BASE_DIR / "a/b" is two parts to the split above.
  const below = /^['"]/.test(text)
    ? rest.join("/")
    : joined === undefined
      ? slashed(text)
      : rest.map((part) => literal(part) ?? "/").join("/");
  if (below === null || below.startsWith("/") || below.includes("//") || (base === "" && !/^['"]/.test(text))) return null;
  return below.replace(/\/$/, "");
}

/** `BASE_DIR / "public" / "static"`, also `BASE_DIR.joinpath("x")`. */
function slashed(text: string): string | null {
  const [, rest] = /^(?:[A-Za-z_]\w*)((?:\s*\/\s*(?:'[^'"]*'|"[^'"]*"))+)$/.exec(text) ?? [];
  if (rest === undefined) return null;
  return [...rest.matchAll(/(['"])(.*?)\1/g)].map(([, , part = ""]) => part).join("/");
}

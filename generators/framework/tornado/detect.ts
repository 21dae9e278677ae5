/** How a Tornado app is known by its text. */
import { literal } from "../detect/arguments.ts";
import { type Detection, NO_CALLS, UNDETECTED } from "../detect/detection.ts";
import { folderOf } from "../detect/paths.ts";
import type { PythonFile } from "../detect/project.ts";
import { fixedPart, placeOf, type SeenRoute } from "../detect/routes.ts";
import { placed, type StaticFolder } from "../detect/static-folder.ts";

export const detect: Detection = {
  ...UNDETECTED,
  calls: { ...NO_CALLS, makers: ["tornado.web.Application"] },
  staticFolder: { makes: /\bstatic_path\b/, read: statedStatic },
  routes: [websocketHandlers],
  key: { name: "COOKIE_SECRET", uses: /\bcookie_secret\b/ },
};

/** `(r"/ws", Chat)` where Chat is a WebSocketHandler. */
function websocketHandlers(file: PythonFile, all: readonly PythonFile[]): readonly SeenRoute[] {
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

const HERE = String.raw`os\.path\.dirname\((?:os\.path\.(?:abspath|realpath)\(__file__\)|__file__)\)`;
const TEXT = String.raw`['"][^'"\\{}]*['"]`;
/** What `static_path` is set to: beside the module by os.path or pathlib, or a text, which is below the folder where the app is started. */
const STATIC_PATH: readonly (readonly [form: RegExp, from: "module" | "root"])[] = [
  [new RegExp(String.raw`^os\.path\.join\(\s*${HERE}\s*,\s*(${TEXT}(?:\s*,\s*${TEXT})*)\s*\)\s*[,)}\n]`), "module"],
  [
    new RegExp(
      String.raw`^(?:str\()?(?:pathlib\.)?Path\(__file__\)(?:\.(?:resolve|absolute)\(\))?\.parent((?:\s*/\s*${TEXT})+)\)?\s*[,)}\n]`,
    ),
    "module",
  ],
  [new RegExp(String.raw`^(${TEXT})\s*[,)}\n]`), "root"],
];

/** tornado.web.Application, settings `static_path` and `static_url_prefix`. */
function statedStatic({ path, text }: PythonFile, root: string): StaticFolder | null {
  const [value, ...others] = settingsOf(text, "static_path");
  const [prefix = '"/static/"', ...prefixes] = settingsOf(text, "static_url_prefix");
  const url = literal(/^[^,)}\n]*/.exec(prefix)?.[0] ?? "");
  if (value === undefined || url === null || others.length + prefixes.length > 0) return null;
  for (const [form, from] of STATIC_PATH) {
    const [, texts] = form.exec(value) ?? [];
    const parts = [...(texts ?? "").matchAll(/(['"])(.*?)\1/g)].map(([, , part = ""]) => part);
    if (parts.length > 0) return placed(url, from === "root" ? root : folderOf(path), parts.join("/"));
  }
  return null;
}

/** What follows `name=`, `"name":` and the like, to the end of the text. */
function settingsOf(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(String.raw`^[^#\n]*?\b${name}['"]?\]?\s*(?:=(?!=)|:)\s*`, "gm"))].map(({ 0: all, index }) =>
    text.slice(index + all.length),
  );
}

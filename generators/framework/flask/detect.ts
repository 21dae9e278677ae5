/** How a Flask app is known by its text. */
import { argumentsAt, literal } from "../detect/arguments.ts";
import { type Detection, NO_CALLS, UNDETECTED } from "../detect/detection.ts";
import { folderOf } from "../detect/paths.ts";
import type { PythonFile } from "../detect/project.ts";
import { placed, type StaticFolder } from "../detect/static-folder.ts";

export const detect: Detection = {
  ...UNDETECTED,
  calls: {
    ...NO_CALLS,
    makers: ["flask.Flask", "apiflask.APIFlask", "flask_openapi3.OpenAPI"],
    holders: [{ maker: "dash.Dash", attribute: "server" }],
  },
  factoryBody: /\bFlask\(/,
  staticFolder: { makes: /\bFlask\(/, read: ownStatic },
  key: { name: "SECRET_KEY", uses: /\b(?:secret_key|SECRET_KEY)\b/ },
  libraries: { "socket-io": ["flask_socketio"], scheduler: ["flask_apscheduler"], limiter: ["flask_limiter"] },
};

/** Flask's own: `static` beside the module, at `/static/` (flask.Flask, `static_folder` and `static_url_path`). */
function ownStatic({ path, text }: PythonFile): StaticFolder | null {
  const calls = [...text.matchAll(/\bFlask\(/g)];
  const [call] = calls;
  if (call === undefined || calls.length > 1) return null;
  const [name, ...rest] = argumentsAt(text, call.index + call[0].length);
  const named = rest.map((argument) => /^(\w+)\s*=\s*(.*)$/s.exec(argument));
  if (name !== "__name__" || named.includes(null)) return null;
  const stated = new Map(named.map((match) => [match?.[1], match?.[2] ?? ""]));
  if (stated.has("root_path")) return null;
  const folder = literal(stated.get("static_folder") ?? '"static"')?.replace(/\/+$/, "");
  if (folder === undefined) return null;
  const url = literal(stated.get("static_url_path") ?? `"/${folder.slice(folder.lastIndexOf("/") + 1)}"`);
  return url === null ? null : placed(url, folderOf(path), folder);
}

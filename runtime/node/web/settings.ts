/**
 * web.json, made by the compiler and described by runtime/web.schema.json.
 * Nothing is optional: what stands in it has its effect, and null means "switched off".
 */
import type { Settings } from "./settings.generated.ts";

export type { Access, App, Compression, Edge, Limits, Location, Serve, Settings, Site, Tls } from "./settings.generated.ts";

/** Throws with one line: the compiler made this file, so a fault in it is a broken release. */
export function parseSettings(text: string): Settings {
  const found: unknown = JSON.parse(text);
  if (typeof found !== "object" || found === null || !("version" in found)) throw new Error("no settings of a web server");
  if (found.version !== 1) throw new Error(`settings of version ${String(found.version)}; this program reads version 1`);
  return found as Settings;
}

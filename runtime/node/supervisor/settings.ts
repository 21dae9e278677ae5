/** gateway.json, made by the compiler and described by runtime/gateway.schema.json. */
import type { Settings } from "./settings.generated.ts";

export type { Settings } from "./settings.generated.ts";

/** Throws with one line: the compiler made this file, so a fault in it is a broken release. */
export function parseSettings(text: string): Settings {
  const found: unknown = JSON.parse(text);
  if (typeof found !== "object" || found === null || !("version" in found)) throw new Error("no settings of the gateway");
  if (found.version !== 1) throw new Error(`settings of version ${String(found.version)}; this program reads version 1`);
  return found as Settings;
}

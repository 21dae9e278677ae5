/** gateway.json as the supervisor reads it; made by the compiler, described by runtime/gateway.schema.json. */

export type Settings = {
  readonly version: 1;
  readonly name: string;
  readonly listen: { readonly socket: string; readonly mode: string; readonly backlog: number };
  readonly protocols: readonly string[];
  readonly app: {
    readonly link: "wsgi" | "asgi" | "tornado";
    readonly module: string;
    readonly attribute: string;
    readonly mount: string;
    readonly python: string;
    readonly folder: string;
    readonly path: readonly string[];
    readonly environment: readonly string[];
    readonly secrets: readonly string[];
    readonly secretsFile: string | null;
    readonly health: { readonly path: string; readonly host: string } | null;
  };
  readonly workers: {
    readonly min: number;
    readonly max: number;
    readonly start: number | "auto";
    readonly bytesEach: number;
    readonly threads: number | "auto";
    readonly threadsMax: number;
    readonly preload: boolean;
    readonly maxRequests: number | null;
    readonly maxRequestsJitter: number;
    readonly maxMemoryBytes: number | null;
  };
  readonly times: {
    readonly startS: number;
    readonly requestS: number;
    readonly streamS: number | null;
    readonly streamPaths: readonly string[];
    readonly byPath: readonly { readonly path: string; readonly exact: boolean; readonly seconds: number }[];
    readonly gracefulS: number;
    readonly keepaliveS: number;
    readonly bodyTimeS: number;
    readonly sendTimeS: number;
  };
  readonly limits: {
    readonly bodyBytes: number;
    readonly headersBytes: number;
    readonly headerCount: number;
    readonly requestLineBytes: number;
  };
  readonly admin: { readonly socket: string; readonly mode: string };
  readonly scoreboard: string;
  readonly log: { readonly level: "debug" | "info" | "warning" | "error"; readonly requestId: boolean };
};

/** Throws with one line: the compiler made this file, so a fault in it is a broken release. */
export function parseSettings(text: string): Settings {
  const found: unknown = JSON.parse(text);
  if (typeof found !== "object" || found === null || !("version" in found)) throw new Error("no settings of the gateway");
  if (found.version !== 1) throw new Error(`settings of version ${String(found.version)}; this program reads version 1`);
  return found as Settings;
}

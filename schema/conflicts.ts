/** Keys that the schema's conditions refuse beside others: by definition and key, and why. */
import type { Code } from "./codes.generated.ts";
import { WITH_SETTINGS } from "./layers.generated.ts";
import { listOf } from "./list-of.ts";
import { type Data, isMap } from "./source.ts";

export type Conflict = { readonly code: Code; readonly message: string; readonly help: string };

type Row = { readonly code: Code; readonly message: (key: string, siblings: Siblings) => string; readonly help: (key: string) => string };
type Siblings = { readonly [key: string]: Data };

const OTHER_LAYER: Row = {
  code: "key-not-for-layer",
  message: (key, siblings) => `${String(siblings.server)} has no ${key}`,
  help: () => "leave it out: the compiler brings this server, or the web server loads it",
};

const SOME_FRAMEWORKS: Row = {
  code: "key-not-for-layer",
  message: (key) => `only ${listOf(WITH_SETTINGS)} has ${key}`,
  help: () => "leave it out; values for other frameworks go into env",
};

const OTHER_CERTIFICATE: Row = {
  code: "key-conflict",
  message: (key, siblings) => `${key} stands beside certificate: ${String(siblings.certificate ?? "acme")}`,
  help: (key) => `leave it out, or write certificate: ${key === "acme" ? "acme" : "files"} (an environment removes it with ${key}: null)`,
};

const BESIDE_APPS: Row = {
  code: "key-conflict",
  message: (key) => `${key} stands beside apps`,
  help: () => "give each of the apps its own framework, module and wsgi; or write app and wsgi alone",
};

const ROWS: Readonly<Record<string, Row>> = {
  "App.settings": SOME_FRAMEWORKS,
  "MountedApp.settings": SOME_FRAMEWORKS,
  "Web.version": OTHER_LAYER,
  "Web.modules": OTHER_LAYER,
  "Wsgi.version": OTHER_LAYER,
  "Wsgi.command": OTHER_LAYER,
  "TlsOrFalse.cert_file": OTHER_CERTIFICATE,
  "TlsOrFalse.key_file": OTHER_CERTIFICATE,
  "TlsOrFalse.acme": OTHER_CERTIFICATE,
  "Job.at": {
    code: "key-conflict",
    message: () => "a job has both at and every",
    help: () => "keep one: at for a time of day, every for a distance",
  },
  "Stack.app": BESIDE_APPS,
  "Stack.wsgi": BESIDE_APPS,
};

export function conflictOf(definition: string, key: string, siblings: Data | undefined): Conflict {
  const row = ROWS[`${definition}.${key}`];
  if (row === undefined) return { code: "key-conflict", message: `${key} cannot stand here`, help: "leave it out" };
  return { code: row.code, message: row.message(key, isMap(siblings) ? siblings : {}), help: row.help(key) };
}

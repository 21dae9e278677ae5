/** The local switch: an artifact for an ordinary user, all below one folder, on high ports. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Place } from "../../generators/plan/plan.ts";
import type { Source } from "../../schema/source.ts";
import { PLAIN_PATH } from "../plain-path.ts";

export type Local = { readonly prefix: string; readonly httpPort: number; readonly httpsPort: number };

export function placeOf({ prefix, httpPort, httpsPort }: Local, source: Source): Place {
  const code = codeOf(source);
  return { kind: "local", prefix: resolve(prefix), code, httpPort, httpsPort, virtualenvs: virtualenvsIn(code) };
}

/** `.venv`, and `.venv-APP` of several apps. */
export function virtualenvsIn(code: string): readonly string[] {
  const names = existsSync(code) ? readdirSync(code).filter((name) => /^\.venv(?:-|$)/.test(name)) : [];
  return names.map((name) => join(code, name)).filter((folder) => existsSync(join(folder, "bin/python")));
}

export function faultsOfLocal(local: Local | null, sources: readonly Source[]): readonly string[] {
  if (local === null) return [];
  const faults = [resolve(local.prefix), ...sources.map(codeOf)].filter((path) => !PLAIN_PATH.test(path)).map(refusal);
  if (sources.length > 1) faults.push("--local is for one stack: name one FILE");
  if (local.httpPort === local.httpsPort) faults.push("--http-port and --https-port are the same");
  return faults;
}

/** The project is the folder of its stack.yaml. */
function codeOf({ file }: Source): string {
  return dirname(resolve(file));
}

function refusal(path: string): string {
  return `the path ${path} has characters that a server's configuration cannot carry: letters, digits and . _ / @ + - can be carried`;
}

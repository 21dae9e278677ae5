/**
 * The environment files of a project, as Flask, Pipenv and Compose read them: `.env` and `.flaskenv`, or the one that was named. What the
 * shell has set stands over them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { registry } from "../../generators/registry.ts";
import { systemCode, systemWords } from "../read/system-error.ts";

export type EnvFiles = {
  readonly values: Readonly<Record<string, string>>;
  /** Those that were read. */
  readonly files: readonly string[];
  /** Words, where one that was named cannot be read. */
  readonly fault: string | null;
};

const USUAL = [...Object.values(registry.framework).flatMap(({ local }) => local.envFiles), ".env"];
/** What changes how programs are found and loaded is the shell's alone to say. */
const LOADERS = /^(?:LD_|PYTHON(?!UNBUFFERED$|DONTWRITEBYTECODE$|UTF8$)|NODE_OPTIONS$|PATH$|IFS$|BASH_ENV$|ENV$|HOME$|STATE_DIRECTORY$)/;

/** `named`: a file that takes the place of the usual ones, or null. */
export function readEnvFiles(folder: string, named: string | null): EnvFiles {
  const values: Record<string, string> = {};
  const files: string[] = [];
  for (const path of named === null ? USUAL.map((name) => join(folder, name)) : [named]) {
    try {
      Object.assign(values, parse(readFileSync(path, "utf8")));
      files.push(path);
    } catch (error) {
      const words = systemWords(error);
      if (words === null) throw error;
      if (named !== null || systemCode(error) !== "ENOENT") return { values: {}, files: [], fault: `cannot read ${path}: ${words}` };
    }
  }
  return { values, files, fault: null };
}

function parse(text: string): Record<string, string> {
  const stated = parseEnv(text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n")) as Record<string, string>;
  return Object.fromEntries(Object.entries(stated).filter(([name]) => !LOADERS.test(name)));
}

export function environOver(files: EnvFiles, environ: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...files.values, ...environ };
}

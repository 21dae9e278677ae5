/**
 * From the command line's FILEs to Sources. A file that cannot be read is a fault in words; what
 * is wrong inside one, bytes that are no UTF-8 among it, is the compiler's to say with its place.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../../schema/source.ts";
import { systemWords } from "./system-error.ts";

export type Sources = { readonly sources: readonly Source[]; readonly faults: readonly string[] };

/** Well above what the language allows, so that its own error can say so; far below what hurts. */
const BYTES_MAX = 16 * 1024 * 1024;
const NAMES = /^(stack|stackc|.+\.stackc)\.ya?ml$/;

export function readSources(files: readonly string[]): Sources {
  if (files.length === 0) return readDefault(".");
  const sources: Source[] = [];
  const faults: string[] = [];
  for (const file of new Set(files)) {
    const read = readSource(file);
    if (typeof read === "string") faults.push(read);
    else sources.push(read);
  }
  return { sources, faults };
}

/** stack.yaml, stackc.yaml and *.stackc.yaml, sorted. */
export function findStackFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => NAMES.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function readDefault(folder: string): Sources {
  const found = findStackFiles(folder);
  const [only] = found;
  if (only !== undefined && found.length === 1) return readSources([only]);
  const fault =
    only === undefined
      ? "this folder has no stack.yaml, stackc.yaml or *.stackc.yaml: name a file, or make one with `stackc init`"
      : `this folder has several stack files, name the ones you mean: ${found.join(" ")}`;
  return { sources: [], faults: [fault] };
}

/** The source, or what is wrong with the file. */
function readSource(file: string): Source | string {
  if (file === "-") return "standard input is not read: name a stack file";
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return `${file} is a folder: name the stack file in it`;
    if (!stat.isFile()) return `${file} is not a regular file`;
    if (stat.size > BYTES_MAX) return `${file} is too big for a stack file: ${stat.size} bytes`;
    return { file, text: new TextDecoder().decode(readFileSync(file)) };
  } catch (error) {
    const words = systemWords(error);
    if (words === null) throw error;
    return `cannot read ${file}: ${words}`;
  }
}

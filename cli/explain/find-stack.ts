/** The stack.yaml that an artifact was made from: the one nearby with the artifact's name. */
import { dirname } from "node:path";
import { parse } from "../../schema/parse.ts";
import { type Tree, valueAt } from "../../schema/source.ts";
import { findStackFiles, readSources } from "../read/sources.ts";

export type Stackfile = { readonly file: string; readonly tree: Tree };

/** `stated` by the user, else in this folder, else in the artifact's folder and above. */
export function findStack(name: string, folder: string, stated: string | null): Stackfile | null {
  if (stated !== null) return readStack(stated);
  for (const place of [".", ...upwards(folder)]) {
    const found = filesIn(place)
      .map(readStack)
      .find((stack) => stack !== null && valueAt(stack.tree.data, ["name"]) === name);
    if (found !== undefined) return found;
  }
  return null;
}

function readStack(file: string): Stackfile | null {
  const [source] = readSources([file]).sources;
  const tree = source === undefined ? null : parse(source).value;
  return tree === null ? null : { file, tree };
}

function filesIn(folder: string): readonly string[] {
  try {
    return findStackFiles(folder);
  } catch {
    return [];
  }
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

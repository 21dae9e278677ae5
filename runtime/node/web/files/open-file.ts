/**
 * From a decoded path to an open file below a folder, or to nothing. The path is looked up as the
 * system has it (realpath), so no link, however deep, leads out of the folder.
 */
import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";

export type Opened = { readonly file: FileHandle; readonly size: number; readonly modifiedMs: number; readonly path: string };

const MISSING = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG", "EACCES", "EPERM"]);

/** No dotfile, no folder, no device; null for all of them alike. */
export async function openBelow(folder: string, rest: string, dotted: readonly string[] = []): Promise<Opened | null> {
  if (
    rest === "" ||
    rest.endsWith("/") ||
    rest.includes("\0") ||
    rest.split("/").some((segment) => segment.startsWith(".") && !dotted.includes(segment))
  )
    return null;
  try {
    const root = await realpath(folder);
    const path = await realpath(`${folder}/${rest}`);
    return path.startsWith(root === "/" ? "/" : `${root}/`) ? await openRegular(path) : null;
  } catch (error) {
    return absent(error);
  }
}

/** One file named by the settings. */
export async function openNamed(path: string): Promise<Opened | null> {
  try {
    return await openRegular(await realpath(path));
  } catch (error) {
    return absent(error);
  }
}

async function openRegular(path: string): Promise<Opened | null> {
  // O_NONBLOCK: opening a pipe would wait for its writer. O_NOFOLLOW: the name was resolved already.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const found = await file.stat();
  if (found.isFile()) return { file, size: found.size, modifiedMs: found.mtimeMs, path };
  await file.close();
  return null;
}

function absent(error: unknown): null {
  if (error instanceof Error && "code" in error && MISSING.has(String(error.code))) return null;
  throw error;
}

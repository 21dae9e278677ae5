/**
 * From a decoded path to an open file below a folder, or to nothing. Links of a static folder are the project's own, and are
 * followed; among uploads there is none: whoever could make one would choose what is handed out.
 */
import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";

export type Opened = { readonly file: FileHandle; readonly size: number; readonly modifiedMs: number; readonly path: string };

const MISSING = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG", "EACCES", "EPERM"]);

export type Links = "followed" | "refused";

/** No dotfile, no folder, no device; null for all of them alike. */
export async function openBelow(folder: string, rest: string, links: Links, dotted: readonly string[] = []): Promise<Opened | null> {
  if (
    rest === "" ||
    rest.endsWith("/") ||
    rest.includes("\0") ||
    rest.split("/").some((segment) => segment.startsWith(".") && !dotted.includes(segment))
  )
    return null;
  try {
    if (links === "followed") return await openRegular(`${folder}/${rest}`);
    // As the system has it: a link, however deep, gives another path.
    const root = (await realpath(folder)).replace(/\/$/, "");
    const path = await realpath(`${folder}/${rest}`);
    return path === `${root}/${rest.replace(/\/+/g, "/")}` ? await openRegular(path, constants.O_NOFOLLOW) : null;
  } catch (error) {
    return absent(error);
  }
}

/** One file named by the settings. */
export async function openNamed(path: string): Promise<Opened | null> {
  try {
    return await openRegular(path);
  } catch (error) {
    return absent(error);
  }
}

async function openRegular(path: string, more = 0): Promise<Opened | null> {
  // O_NONBLOCK: opening a pipe would wait for its writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | more);
  const found = await file.stat();
  if (found.isFile()) return { file, size: found.size, modifiedMs: found.mtimeMs, path };
  await file.close();
  return null;
}

function absent(error: unknown): null {
  if (error instanceof Error && "code" in error && MISSING.has(String(error.code))) return null;
  throw error;
}

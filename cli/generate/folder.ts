/**
 * What stands in an output folder now. Nothing here follows a symbolic link below the folder:
 * one that was put there must not make stackc read, write or remove elsewhere.
 */
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { hashBytes, MANIFEST_PATH, type Manifest } from "../../generators/manifest/manifest.ts";
import { readManifest } from "../../generators/manifest/read.ts";
import { systemCode } from "../read/system-error.ts";

/** `in-the-way`: a link, folder or device where a file should be, or a link or file where a folder should be. */
export type Found =
  | { readonly kind: "none" }
  | { readonly kind: "file"; readonly mode: number; readonly text: string; readonly sha256: () => string }
  | { readonly kind: "in-the-way"; readonly path: string; readonly folder: boolean };

export type FolderState =
  | { readonly kind: "absent" | "empty" }
  | { readonly kind: "ours"; readonly manifest: Manifest }
  | { readonly kind: "foreign"; readonly fault: string };

/** A byte order mark is a difference like any other. */
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

export function inspectFolder(out: string): FolderState {
  const stat = lstat(out);
  if (stat === null) return { kind: "absent" };
  if (stat.isSymbolicLink()) return { kind: "foreign", fault: `${out} is a symbolic link: stackc does not write through one` };
  if (!stat.isDirectory()) return { kind: "foreign", fault: `${out} is not a folder` };
  if (readdirSync(out).length === 0) return { kind: "empty" };
  const found = findFile(out, MANIFEST_PATH);
  const manifest = found.kind === "file" ? readManifest(found.text) : null;
  if (manifest === null)
    return { kind: "foreign", fault: `${out} is not empty and holds no artifact of stackc: choose another folder with --out` };
  return { kind: "ours", manifest };
}

/** What stands at an artifact's path. */
export function findFile(out: string, path: string): Found {
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth++) {
    const parent = parts.slice(0, depth).join("/");
    const stat = lstat(join(out, parent));
    if (stat === null) return { kind: "none" };
    if (!stat.isDirectory()) return { kind: "in-the-way", path: parent, folder: false };
  }
  const stat = lstat(join(out, path));
  if (stat === null) return { kind: "none" };
  if (!stat.isFile()) return { kind: "in-the-way", path, folder: stat.isDirectory() };
  const bytes = readFileSync(join(out, path));
  const text = UTF8.decode(bytes);
  return { kind: "file", mode: stat.mode & 0o777, text, sha256: () => hashBytes(bytes) };
}

/** Whether the folder holds anything besides `paths`: then it is mended in place, never replaced whole. */
export function holdsOthers(out: string, paths: Iterable<string>): boolean {
  const files = new Set(paths);
  const folders = new Set<string>(["."]);
  for (const path of files) for (let up = dirname(path); up !== "."; up = dirname(up)) folders.add(up);
  for (const folder of folders) {
    const stat = lstat(join(out, folder));
    if (stat === null || !stat.isDirectory()) continue;
    for (const name of readdirSync(join(out, folder))) {
      const path = folder === "." ? name : `${folder}/${name}`;
      if (!files.has(path) && !folders.has(path)) return true;
    }
  }
  return false;
}

export function lstat(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

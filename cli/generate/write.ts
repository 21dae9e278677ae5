/**
 * An artifact to its folder. The files are written into a fresh folder first; then that folder
 * takes the old one's place by rename, or, where the old one holds more than ours, each file
 * takes its place by rename, manifest.json last: a run that was cut off is mended by the next.
 */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Artifact } from "../../generators/artifact.ts";
import { MANIFEST_PATH } from "../../generators/manifest/manifest.ts";
import { systemCode } from "../read/system-error.ts";
import { type FolderState, findFile, holdsOthers, lstat } from "./folder.ts";

const FOLDER_MODE = 0o755;
/** The folder is a mount point, or its parent is not ours: then files are replaced one by one. */
const CANNOT_REPLACE = new Set(["EBUSY", "EXDEV", "EACCES", "EPERM", "EROFS"]);

export function writeArtifact(target: string, state: FolderState, artifact: Artifact): void {
  const out = resolve(target);
  mkdirSync(dirname(out), { recursive: true });
  const orphans = orphansOf(state, artifact);
  const ours = [...artifact.files.map(({ path }) => path), ...orphans];
  if (state.kind === "ours" && holdsOthers(out, ours)) mend(out, artifact, orphans);
  else if (!replace(out, state, artifact)) mend(out, artifact, orphans);
}

/** False when the folder cannot be replaced as a whole. */
function replace(out: string, state: FolderState, artifact: Artifact): boolean {
  let fresh: string | null = null;
  try {
    fresh = mkdtempSync(join(dirname(out), `.${basename(out)}.stackc-`));
    const next = join(fresh, "next");
    writeFiles(next, artifact);
    if (state.kind === "ours") exchange(out, next, join(fresh, "old"));
    else renameSync(next, out);
    return true;
  } catch (error) {
    if (state.kind !== "absent" && CANNOT_REPLACE.has(systemCode(error) ?? "")) return false;
    throw error;
  } finally {
    if (fresh !== null) rmSync(fresh, { recursive: true, force: true });
  }
}

/** The old folder is back in its place when the new one cannot take it. */
function exchange(out: string, next: string, old: string): void {
  renameSync(out, old);
  try {
    renameSync(next, out);
  } catch (error) {
    renameSync(old, out);
    throw error;
  }
}

function mend(out: string, artifact: Artifact, orphans: readonly string[]): void {
  const fresh = mkdtempSync(join(out, ".stackc-"));
  try {
    writeFiles(fresh, artifact);
    const paths = artifact.files.map(({ path }) => path).filter((path) => path !== MANIFEST_PATH);
    for (const path of paths) moveFile(fresh, out, path);
    for (const path of orphans) removeOrphan(out, path);
    moveFile(fresh, out, MANIFEST_PATH);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A rename replaces a link itself, never what it points to; a link in a folder's place is removed. */
function moveFile(fresh: string, out: string, path: string): void {
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = join(out, ...parts.slice(0, depth));
    const stat = lstat(folder);
    if (stat !== null && !stat.isDirectory()) unlinkSync(folder);
    if (stat === null || !stat.isDirectory()) makeFolder(folder);
  }
  renameSync(join(fresh, path), join(out, path));
}

/** The file, and the folders that become empty with it. */
function removeOrphan(out: string, path: string): void {
  if (findFile(out, path).kind !== "file") return;
  unlinkSync(join(out, path));
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    try {
      rmdirSync(join(out, folder));
    } catch {
      return;
    }
  }
}

/** Into a folder of our own. The umask is stated, so that the user's decides nothing in an artifact. */
function writeFiles(folder: string, artifact: Artifact): void {
  const before = process.umask(0o022);
  try {
    mkdirSync(folder, { recursive: true });
    const made = new Set<string>(["."]);
    for (const { path, mode, text } of artifact.files) {
      makeFolders(folder, dirname(path), made);
      writeFileSync(join(folder, path), text, { flag: "wx", mode });
    }
  } finally {
    process.umask(before);
  }
}

function makeFolders(root: string, path: string, made: Set<string>): void {
  if (made.has(path)) return;
  makeFolders(root, dirname(path), made);
  mkdirSync(join(root, path));
  made.add(path);
}

function makeFolder(folder: string): void {
  mkdirSync(folder);
  chmodSync(folder, FOLDER_MODE);
}

function orphansOf(state: FolderState, artifact: Artifact): readonly string[] {
  const wanted = new Set(artifact.files.map(({ path }) => path));
  return state.kind === "ours" ? state.manifest.files.map(({ path }) => path).filter((path) => !wanted.has(path)) : [];
}

/** One file, whole or not at all; a link in its place is replaced, not followed. */
export function writeAtomically(path: string, bytes: Uint8Array | string, mode = 0o644): void {
  const fresh = mkdtempSync(join(dirname(path), `.${basename(path)}.stackc-`));
  try {
    const next = join(fresh, "next");
    writeFileSync(next, bytes, { flag: "wx" });
    chmodSync(next, mode);
    renameSync(next, path);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

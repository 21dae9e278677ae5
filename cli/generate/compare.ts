/** How an output folder differs from an artifact. */
import type { Artifact } from "../../generators/artifact.ts";
import { MANIFEST_PATH, octal } from "../../generators/manifest/manifest.ts";
import type { File } from "../../generators/render/file.ts";
import { type FolderState, findFile } from "./folder.ts";

export type Difference = {
  readonly kind: "missing" | "changed" | "mode" | "in the way" | "orphan";
  readonly path: string;
  /** Null for what the other side does not have. */
  readonly found: string | null;
  readonly wanted: string | null;
};

/** Sorted by path. */
export function compareFolder(out: string, state: FolderState, artifact: Artifact): readonly Difference[] {
  if (isBare(state)) return artifact.files.map(missing);
  const wanted = new Set(artifact.files.map(({ path }) => path));
  const listed = state.kind === "ours" ? state.manifest.files.map(({ path }) => path) : [];
  const orphans = listed.filter((path) => !wanted.has(path));
  const differences = [...artifact.files.flatMap((file) => compareFile(out, file)), ...orphans.flatMap((path) => compareOrphan(out, path))];
  return differences.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Nothing is there: no need to ask for each of thousands of files. */
function isBare({ kind }: FolderState): boolean {
  return kind === "absent" || kind === "empty";
}

function missing({ path, text }: File): Difference {
  return { kind: "missing", path, found: null, wanted: text };
}

function compareFile(out: string, file: File): Difference[] {
  const { path, mode, text } = file;
  const found = findFile(out, path);
  if (found.kind === "none") return [missing(file)];
  if (found.kind === "in-the-way") return [{ kind: "in the way", path: found.path, found: null, wanted: text }];
  if (found.text !== text) return [{ kind: "changed", path, found: found.text, wanted: text }];
  // A copy made under another umask is the same artifact; one that cannot run is not.
  return (found.mode & 0o100) === (mode & 0o100) ? [] : [{ kind: "mode", path, found: octal(found.mode), wanted: octal(mode) }];
}

function compareOrphan(out: string, path: string): Difference[] {
  const found = findFile(out, path);
  if (found.kind !== "file") return [];
  return [{ kind: "orphan", path, found: found.text, wanted: null }];
}

/**
 * Paths that somebody else wrote: what neither the old manifest nor the new artifact says.
 * Writing would lose them.
 */
export function findEdits(out: string, state: FolderState, artifact: Artifact): readonly string[] {
  if (isBare(state)) return [];
  const old = new Map(state.kind === "ours" ? state.manifest.files.map(({ path, sha256 }) => [path, sha256]) : []);
  const wanted = new Map(artifact.files.map(({ path, text }) => [path, text]));
  const edited = new Set<string>();
  for (const path of new Set([...old.keys(), ...wanted.keys()])) {
    const found = findFile(out, path);
    if (found.kind === "in-the-way") edited.add(found.path);
    if (found.kind !== "file" || path === MANIFEST_PATH || found.text === wanted.get(path)) continue;
    if (found.sha256() !== old.get(path)) edited.add(path);
  }
  return [...edited].sort();
}

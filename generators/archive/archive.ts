/**
 * An artifact as one file, NAME-HASH.tar.gz with one folder NAME/ in it: the same bytes whatever
 * the clock, locale, umask, folder or Node version. gzip is fflate's, since Node's own zlib
 * compresses differently from one release to the next.
 */
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { gzipSync } from "fflate";
import type { Artifact } from "../artifact.ts";
import { type Entry, makeTar } from "./tar.ts";

export type Archive = { readonly name: string; readonly bytes: Uint8Array };

const FOLDER_MODE = 0o755;

export function makeArchive(artifact: Artifact): Archive {
  const { plan, files, hash } = artifact;
  const entries = files.map((file): Entry => ({ path: `${plan.name}/${file.path}`, mode: file.mode, bytes: utf8ToBytes(file.text) }));
  const tar = makeTar([...foldersOf(entries), ...entries].sort(byPath));
  // mtime 0 is "no time" (RFC 1952 2.3.1); fflate always writes 3, Unix, as the OS byte.
  return { name: `${plan.name}-${hash}.tar.gz`, bytes: gzipSync(tar, { level: 9, mtime: 0 }) };
}

function foldersOf(entries: readonly Entry[]): Entry[] {
  const paths = new Set(entries.flatMap(({ path }) => parentsOf(path)));
  return [...paths].map((path) => ({ path, mode: FOLDER_MODE, bytes: new Uint8Array() }));
}

/** `shop/web/site.conf` to `shop/` and `shop/web/`. */
function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_part, index) => `${parts.slice(0, index + 1).join("/")}/`);
}

function byPath(a: Entry, b: Entry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

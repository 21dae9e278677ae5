/** Paths inside a project: relative, `/` between parts, `.` for the project itself. */
import type { Project } from "./project.ts";

export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

export function joinPath(root: string, path: string): string {
  return root === "." ? path : `${root}/${path}`;
}

/** As the language wants it: seen from the app's root. Null for what lies elsewhere. */
export function fromRoot(root: string, path: string): string | null {
  if (root === ".") return path;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
}

export function isBelow(root: string, path: string): boolean {
  return root === "." || path.startsWith(`${root}/`);
}

/** The first folder above the file that is no package itself: the one that goes on sys.path. */
export function rootOf(path: string, project: Project): string {
  const isPackage = (folder: string): boolean => folder !== "." && project.python.some((file) => file.path === `${folder}/__init__.py`);
  let folder = folderOf(path);
  while (isPackage(folder)) folder = folderOf(folder);
  return folder;
}

/** `pkg.mod`; empty for the root's own __init__.py. */
export function moduleOf(path: string, root: string): string {
  const inside = fromRoot(root, path) ?? path;
  return inside
    .replace(/\.py$/, "")
    .replace(/(^|\/)__init__$/, "")
    .replaceAll("/", ".");
}

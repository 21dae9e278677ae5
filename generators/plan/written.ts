/** Which paths of the language the user wrote, and where in the file: the base of every origin. */
import { pathText } from "../../schema/path.ts";
import type { Data, Tree } from "../../schema/source.ts";
import type { Written } from "./plan.ts";

export function writtenIn(tree: Tree): Written {
  const written: Record<string, { path: string; whole: boolean }> = Object.create(null);
  visit(tree.data, [], (path, whole) => {
    written[pathText(path)] = { path: pathText(tree.origin(path)), whole };
  });
  return written;
}

type Visitor = (path: readonly (string | number)[], whole: boolean) => void;

function visit(data: Data, path: readonly (string | number)[], visitor: Visitor): void {
  const isMap = data !== null && typeof data === "object" && !Array.isArray(data);
  if (path.length > 0) visitor(path, !isMap);
  if (data === null || typeof data !== "object") return;
  const isList = Array.isArray(data);
  for (const [key, value] of Object.entries(data)) visit(value, [...path, isList ? Number(key) : key], visitor);
}

/** Which paths of the language the user wrote, and where in the file: the base of every origin. */
import { below, type Path, pathText } from "../../schema/path.ts";
import type { Data, Tree } from "../../schema/source.ts";
import type { Written } from "./plan.ts";

export function writtenIn(tree: Tree): Written {
  const written: Record<string, { path: string; whole: boolean }> = Object.create(null);
  visit(tree.data, [], "", (path, text, whole) => {
    const origin = tree.origin(path);
    written[text] = { path: origin === path ? text : pathText(origin), whole };
  });
  return written;
}

type Visitor = (path: Path, text: string, whole: boolean) => void;

function visit(data: Data, path: Path, text: string, visitor: Visitor): void {
  const isMap = data !== null && typeof data === "object" && !Array.isArray(data);
  if (path.length > 0) visitor(path, text, !isMap);
  if (data === null || typeof data !== "object") return;
  const isList = Array.isArray(data);
  for (const [name, value] of Object.entries(data)) {
    const key = isList ? Number(name) : name;
    visit(value, [...path, key], below(text, key), visitor);
  }
}

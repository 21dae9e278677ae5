/** An origin in words. */
import type { Origin } from "../../generators/render/origin.ts";
import { isRule, rules } from "../../generators/rules.ts";
import { parsePath } from "../../schema/path.ts";
import { defaultOf, derivedOf } from "./default-of.ts";
import type { Stackfile } from "./find-stack.ts";

export function printOrigin(origin: Origin, stack: Stackfile | null): string {
  switch (origin.kind) {
    case "yaml":
      return `${origin.path}, ${writtenAt(origin.path, stack)}`;
    case "default":
      return `${origin.path}, ${printDefault(origin.path)}: stack.yaml does not state it`;
    case "rule":
      return `rule ${printRule(origin.id)}`;
    default:
      return origin satisfies never;
  }
}

function writtenAt(path: string, stack: Stackfile | null): string {
  if (stack === null) return "written in the stack.yaml that was compiled (not found nearby: name it with --stack)";
  const { start } = stack.tree.locate(parsePath(path));
  const line = stack.tree.source.text.split("\n")[start.line - 1] ?? "";
  return `written at ${stack.file}:${start.line}:${start.column}\n    ${line.trim()}`;
}

/** `10MB by default`; of those that follow from other keys, how they do. */
function printDefault(path: string): string {
  const key = parsePath(path);
  const value = defaultOf(key);
  if (value !== undefined) return `${typeof value === "string" ? value : JSON.stringify(value)} by default`;
  const derived = derivedOf(key);
  return derived === undefined ? "a default" : `by default ${derived}`;
}

/** `X4: one layer sends http to https, ...`. */
export function printRule(id: string): string {
  return isRule(id) ? `${id}: ${rules[id]}` : `${id}, of another version of stackc`;
}

/** The whole of a file: it must be a map, and not one of Haskell Stack, whose file has the same name. */
import { isMap as isNodeMap, isScalar, type Node } from "yaml";
import type { OffsetFault } from "./offset-fault.ts";
import { rangeOf } from "./read-nodes.ts";
import { type Data, isMap } from "./source.ts";

const HASKELL = ["resolver", "snapshot", "extra-deps"];
const OURS = ["domains", "web", "wsgi", "app", "apps"];

export function checkRoot(data: Data, root: Node | null, text: string): OffsetFault[] {
  if (!isMap(data)) return [notAMap(data, root, text)];
  const word = HASKELL.find((key) => key in data);
  if (word === undefined || OURS.some((key) => key in data)) return [];
  return [haskellStack(root, word)];
}

function notAMap(data: Data, root: Node | null, text: string): OffsetFault {
  const help = "begin with `name:`, `domains:`, `web:`, `wsgi:` and `app:`; `stackc init` writes the file";
  const message = data === null ? "the file is empty" : "the file is not a map of keys";
  const range = root === null || data === null ? { start: 0, end: Math.min(1, text.length) } : rangeOf(root);
  return { code: "yaml-not-a-map", ...range, message, help };
}

function haskellStack(root: Node | null, word: string): OffsetFault {
  const pair = isNodeMap(root) ? root.items.find(({ key }) => isScalar(key) && key.value === word) : undefined;
  const range = pair ? rangeOf(pair.key as Node) : { start: 0, end: 0 };
  const message = `\`${word}\` is a key of Haskell Stack, whose file is also called stack.yaml`;
  const help = "name this compiler's file stackc.yaml or NAME.stackc.yaml, and give it by name";
  return { code: "haskell-stack", ...range, message, help };
}

/**
 * Where things stand in a file. The document is walked on demand, for the paths somebody asks for:
 * a file of thousands of apps costs no table of places.
 */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Range } from "./offset-fault.ts";
import type { Path } from "./path.ts";
import { isMergeKey, mergedNodes, rangeOf, type Targets } from "./read-nodes.ts";

type Place = { readonly key: Range | null; readonly node: Node | null };
type NodePair = Pair<Node | null, Node | null>;

export function locator(root: Node | null, targets: Targets): (path: Path, part: "key" | "value") => Range {
  const indexes = new WeakMap<YAMLMap, Map<string, NodePair>>();
  return (path, part) => {
    let place: Place = { key: firstKey(root), node: root };
    for (const step of path) {
      const next = stepInto(place.node, step);
      if (next === null) return place.key ?? whole(place);
      place = next;
    }
    return part === "key" ? (place.key ?? whole(place)) : whole(place);
  };

  function stepInto(node: Node | null, step: string | number): Place | null {
    const target = isAlias(node) ? (targets.get(node) ?? null) : node;
    if (isSeq(target) && typeof step === "number") return itemAt(target.items, step);
    if (!isMap(target) || typeof step !== "string") return null;
    const pair = indexOf(target).get(step);
    return pair === undefined ? null : { key: pair.key === null ? null : rangeOf(pair.key), node: pair.value };
  }

  /** The pairs of a map by key, merged ones included; those written out win. */
  function indexOf(map: YAMLMap): Map<string, NodePair> {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const index = new Map<string, NodePair>();
    const pairs = map.items as NodePair[];
    for (const pair of pairs) if (isScalar(pair.key) && !isMergeKey(pair.key)) index.set(keyText(pair.key), pair);
    for (const pair of pairs) if (isMergeKey(pair.key)) mergeInto(index, pair.value);
    indexes.set(map, index);
    return index;
  }

  function mergeInto(index: Map<string, NodePair>, value: Node | null): void {
    for (const node of mergedNodes(value)) {
      const source = isAlias(node) ? targets.get(node) : node;
      if (!isMap(source)) continue;
      for (const [key, pair] of indexOf(source)) if (!index.has(key)) index.set(key, pair);
    }
  }
}

function itemAt(items: readonly unknown[], index: number): Place | null {
  const node = items[index] as Node | null | undefined;
  return node === undefined ? null : { key: node === null ? null : rangeOf(node), node };
}

function keyText({ value, source }: { value: unknown; source?: string }): string {
  return typeof value === "string" ? value : (source ?? String(value));
}

/** A value's range; an empty one (`web:`) has none of its own, and stands at its key. */
function whole({ key, node }: Place): Range {
  const range = node === null ? null : rangeOf(node);
  if (range !== null && range.end > range.start) return range;
  return key ?? range ?? { start: 0, end: 0 };
}

function firstKey(root: Node | null): Range | null {
  const [first] = isMap(root) ? root.items : [];
  return first?.key ? rangeOf(first.key as Node) : null;
}

/**
 * The composed YAML document as plain data: maps without a prototype, and only what JSON has.
 *
 * Aliases are expanded, and what they expand to is counted: a bomb of aliases is an error before it
 * costs anything. `<<` merges maps: keys written out win over merged ones, an earlier map wins over a
 * later one. What an alias points to is checked where it stands, not again at each use.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Code } from "./codes.generated.ts";
import type { OffsetFault, Range } from "./offset-fault.ts";
import { readKey } from "./read-key.ts";
import { checkScalar } from "./read-scalar.ts";
import type { Data } from "./source.ts";
import { DEEPEST, MOST_NODES } from "./yaml-limits.ts";

/** What each alias of the document stands for. */
export type Targets = ReadonlyMap<Alias, Node>;

export type Reading = { readonly data: Data; readonly faults: readonly OffsetFault[]; readonly targets: Targets };

type Reader = {
  readonly faults: OffsetFault[];
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Alias, Node>;
  /** Nodes being read: an alias to one of them would never end. */
  readonly open: Set<Node>;
  /** How many aliases deep: faults are told, and anchors set, at 0 only. */
  aliasDepth: number;
  count: number;
};

type MutableMap = { [key: string]: Data };

/** Faults that come from the use of an alias, not from what it stands for. */
const ALWAYS_TOLD: ReadonlySet<Code> = new Set<Code>(["yaml-alias", "yaml-too-deep"]);

const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

export function readNodes(root: ParsedNode | null): Reading {
  const reader: Reader = { faults: [], anchors: new Map(), targets: new Map(), open: new Set(), aliasDepth: 0, count: 0 };
  const data = readNode(reader, root, 0);
  return { data, faults: reader.faults, targets: reader.targets };
}

function readNode(reader: Reader, node: Node | null, depth: number): Data {
  if (node === null) return null;
  reader.count += 1;
  if (reader.count > MOST_NODES) return stopReading(reader, node);
  if (isAlias(node)) return readAlias(reader, node, depth);
  enter(reader, node);
  const data = readContent(reader, node, depth);
  reader.open.delete(node);
  return data;
}

function enter(reader: Reader, node: Node): void {
  reader.open.add(node);
  if (reader.aliasDepth > 0) return;
  if ("anchor" in node && typeof node.anchor === "string") reader.anchors.set(node.anchor, node);
  const { tag } = node as Scalar | YAMLMap | YAMLSeq;
  if (tag === undefined || CORE_TAG.test(tag)) return;
  tell(
    reader,
    "yaml-tag",
    rangeOf(node),
    "a value with a tag",
    "leave the tag out; a stack.yaml has text, numbers, true, false, lists and maps",
  );
}

function readContent(reader: Reader, node: Node, depth: number): Data {
  if (isScalar(node)) return readScalar(reader, node);
  if (depth >= DEEPEST) return tooDeep(reader, node);
  if (isMap(node)) return readMap(reader, node, depth);
  if (isSeq(node)) return node.items.map((item) => readNode(reader, item as Node | null, depth + 1));
  return null;
}

function readScalar(reader: Reader, node: Scalar): Data {
  const fault = reader.aliasDepth > 0 ? null : checkScalar(node, rangeOf(node));
  if (fault !== null) reader.faults.push(fault);
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function readMap(reader: Reader, map: YAMLMap, depth: number): Data {
  const data: MutableMap = Object.create(null);
  const places = new Map<string, Range>();
  const merges: Node[] = [];
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    const { key, fault } = readKey(pair.key, pair.value, places);
    if (fault !== null && reader.aliasDepth === 0) reader.faults.push(fault);
    if (isMergeKey(pair.key)) merges.push(...mergedNodes(pair.value));
    const value = readNode(reader, pair.value, depth + 1);
    if (key !== null && !isMergeKey(pair.key)) data[key] = value;
  }
  for (const node of merges) mergeFrom(reader, data, node, depth);
  return data;
}

/** An unquoted `<<`. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

/** The maps a `<<` names: one, or a list of them. */
export function mergedNodes(value: Node | null): readonly Node[] {
  if (value === null) return [];
  return isSeq(value) ? (value.items as Node[]) : [value];
}

function mergeFrom(reader: Reader, data: MutableMap, node: Node, depth: number): void {
  const source = isAlias(node) ? reader.targets.get(node) : node;
  if (source === undefined) return;
  if (!isMap(source)) return void tell(reader, "yaml-alias", rangeOf(node), "`<<` merges maps, and this is none");
  reader.aliasDepth += 1;
  const merged = readNode(reader, source, depth) as MutableMap | null;
  reader.aliasDepth -= 1;
  for (const [key, value] of Object.entries(merged ?? {})) if (!(key in data)) data[key] = value;
}

function readAlias(reader: Reader, alias: Alias, depth: number): Data {
  const target = reader.targets.get(alias) ?? reader.anchors.get(alias.source);
  if (target === undefined) return unknownAlias(reader, alias);
  if (reader.open.has(target)) {
    return tell(reader, "yaml-alias", rangeOf(alias), `*${alias.source} stands inside what it stands for`);
  }
  reader.targets.set(alias, target);
  reader.aliasDepth += 1;
  const data = readNode(reader, target, depth);
  reader.aliasDepth -= 1;
  return data;
}

function unknownAlias(reader: Reader, alias: Alias): null {
  const isWildcard = alias.source.startsWith(".") || alias.source === "";
  const message = isWildcard ? "an unquoted * begins an alias" : `no anchor &${alias.source} stands before this alias`;
  const help = isWildcard ? `put it in quotes: "*${alias.source}"` : null;
  return tell(reader, "yaml-alias", rangeOf(alias), message, help);
}

function tooDeep(reader: Reader, node: Node): null {
  return tell(reader, "yaml-too-deep", rangeOf(node), `more than ${DEEPEST} levels of maps and lists`);
}

/** Once: every node after it is refused as well. */
function stopReading(reader: Reader, node: Node): null {
  if (reader.count === MOST_NODES + 1) {
    const fault: OffsetFault = {
      code: "yaml-too-big",
      ...rangeOf(node),
      message: `more than ${MOST_NODES} values, aliases counted in full`,
    };
    reader.faults.push(fault);
  }
  return null;
}

function tell(reader: Reader, code: Code, range: Range, message: string, help: string | null = null): null {
  if (reader.aliasDepth === 0 || ALWAYS_TOLD.has(code)) reader.faults.push({ code, ...range, message, ...(help === null ? {} : { help }) });
  return null;
}

export function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** What the language puts where stack.yaml says nothing, as its schema states it. */
import type { Path } from "../../schema/path.ts";
import schema from "../../schema/stack.schema.json" with { type: "json" };

/** The parts of JSON Schema, draft 7, that say what stands below a value. */
type Node = {
  readonly $ref?: string;
  readonly default?: unknown;
  /** In words: a default that depends on other keys. */
  readonly derived?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node | readonly Node[];
  /** Short and long forms of one value: `static: { /static/: folder }`. */
  readonly then?: Node;
  readonly else?: Node;
};

const definitions: Readonly<Record<string, Node>> = schema.definitions as Readonly<Record<string, Node>>;

/** Undefined where there is none, or where it depends on other keys. */
export function defaultOf(path: Path): unknown {
  return nodesAt(path).find((node) => node.default !== undefined)?.default;
}

/** How a default follows from other keys, or undefined where none does. */
export function derivedOf(path: Path): string | undefined {
  return nodesAt(path).find((node) => node.derived !== undefined)?.derived;
}

function nodesAt(path: Path): readonly Node[] {
  let nodes: readonly Node[] = meant(schema as Node);
  for (const step of path) nodes = nodes.flatMap((node) => below(node, step)).flatMap(meant);
  return nodes;
}

/** A schema and all it refers to. */
function meant(node: Node): readonly Node[] {
  const named = node.$ref === undefined ? undefined : definitions[node.$ref.slice("#/definitions/".length)];
  return [node, ...[named, node.then, node.else].flatMap((other) => (other === undefined ? [] : meant(other)))];
}

function below({ properties, additionalProperties, items }: Node, step: string | number): readonly Node[] {
  if (typeof step === "number") return items === undefined ? [] : [items].flat();
  if (properties !== undefined && Object.hasOwn(properties, step)) return [properties[step] ?? {}];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

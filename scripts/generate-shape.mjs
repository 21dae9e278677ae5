/**
 * The schema's keys without its prose: which definition a place of stack.yaml belongs to, which keys
 * it has. `validate` reads it to suggest keys, and to check the keys of environments.
 */
const HEADER = "/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */\n";

export function renderShape(schema) {
  const shapes = {};
  shapes.Stack = shapeOf(schema);
  for (const [name, definition] of Object.entries(schema.definitions)) {
    const shape = shapeOf(definition);
    if (Object.keys(shape).length > 0) shapes[name] = shape;
  }
  const rows = Object.entries(shapes).map(([name, shape]) => `  ${name}: ${JSON.stringify(shape)},\n`);
  return `${HEADER}
/**
 * What may stand at a place: the keys of a map (each with the name of its value's shape, or null for
 * a plain value), the shape of all other keys' values, or of a list's items.
 */
export type Shape = {
  readonly keys?: { readonly [key: string]: string | null };
  readonly values?: string;
  readonly items?: string;
  readonly extensions?: true;
};

export const shapes: { readonly [name: string]: Shape } = {
${rows.join("")}};
`;

  function shapeOf(node) {
    if (typeof node === "boolean") return {};
    if (node.if?.type !== undefined) return { ...shapeOf(resolve(node.then)), ...shapeOf(resolve(node.else)) };
    const shape = {};
    if (node.properties) shape.keys = mapKeys(node.properties);
    const values = typeof node.additionalProperties === "object" ? nameOf(node.additionalProperties, "values") : null;
    if (values !== null) shape.values = values;
    const items = node.items && !Array.isArray(node.items) ? nameOf(node.items, "items") : null;
    if (items !== null) shape.items = items;
    if (node.patternProperties?.["^x-"]) shape.extensions = true;
    return shape;
  }

  function resolve(node) {
    return node.$ref ? resolve(node.$ref.split("/").slice(1).reduce((at, step) => at[step], schema)) : node;
  }

  /** The name of a shape that says something, or null. Inline maps and lists get a name of their own. */
  function nameOf(node, key) {
    const target = resolve(node);
    const shape = shapeOf(target);
    if (Object.keys(shape).length === 0) return null;
    const named = Object.entries(schema.definitions).find(([, definition]) => definition === target);
    if (named) return named[0];
    const name = `${key}By${shape.values ?? shape.items}`;
    shapes[name] = shape;
    return name;
  }

  function mapKeys(properties) {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, nameOf(value, key)]));
  }
}

/**
 * The schema without its prose: which definition a place of stack.yaml belongs to, and which keys it has.
 * `validate` reads it to name what is wanted at a place, to suggest keys, to check environments, and to put defaults in.
 */
const HEADER = "/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */\n";

const TYPE = `
/**
 * What may stand below a place, as names of definitions: by key; for all other keys (\`names\` is what
 * those keys are); for the items of a list, the \`first\` of which may be something else.
 */
export type Shape = {
  readonly keys?: { readonly [key: string]: string | null };
  readonly values?: string;
  readonly names?: string;
  readonly items?: string;
  readonly first?: string;
  readonly extensions?: true;
  /** The key that a text or list stands for where a map could be. */
  readonly short?: string;
  /** What stands at a key where stack.yaml says nothing. */
  readonly defaults?: { readonly [key: string]: Default };
};

type Default = string | number | boolean | readonly Default[] | { readonly [key: string]: Default };
`;

export function renderShape(schema) {
  const shapes = {};
  shapes.Stack = shapeOf(schema);
  for (const [name, definition] of Object.entries(schema.definitions)) {
    const shape = shapeOf(definition);
    if (Object.keys(shape).length > 0) shapes[name] = shape;
  }
  const rows = Object.entries(shapes).map(([name, shape]) => `  ${name}: ${JSON.stringify(shape)},\n`);
  return `${HEADER}${TYPE}
export const shapes: { readonly [name: string]: Shape } = {
${rows.join("")}};
`;

  function shapeOf(node) {
    if (typeof node === "boolean") return {};
    if (node.if?.type !== undefined)
      return withoutNulls({ ...shapeOf(resolve(node.then)), ...shapeOf(resolve(node.else)), short: shortOf(node) });
    const [first, rest] = Array.isArray(node.items) ? [node.items[0], node.additionalItems] : [undefined, node.items];
    return withoutNulls({
      keys: node.properties && mapKeys(node.properties),
      values: nameOf(node.additionalProperties, "values"),
      names: nameOf(node.propertyNames, "names"),
      items: nameOf(rest, "items"),
      first: nameOf(first, "first"),
      defaults: defaultsOf(node.properties ?? {}),
      extensions: node.patternProperties?.["^x-"] ? true : null,
    });
  }

  /** Of two forms the map's first key is the short one; `false` is no short form. */
  function shortOf({ then, else: long }) {
    return then.const === undefined ? (Object.keys(resolve(long).properties ?? {})[0] ?? null) : null;
  }

  function resolve(node) {
    return node.$ref
      ? resolve(
          node.$ref
            .split("/")
            .slice(1)
            .reduce((at, step) => at[step], schema),
        )
      : node;
  }

  /** The name of a definition; inline maps and lists get a name of their own, inline values none. */
  function nameOf(node, key) {
    if (typeof node !== "object") return null;
    const target = resolve(node);
    const named = Object.entries(schema.definitions).find(([, definition]) => definition === target);
    if (named) return named[0];
    const shape = shapeOf(target);
    if (Object.keys(shape).length === 0) return null;
    const name = `${key}By${shape.values ?? shape.items}`;
    shapes[name] = shape;
    return name;
  }

  function mapKeys(properties) {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, nameOf(value, key)]));
  }
}

function defaultsOf(properties) {
  const rows = Object.entries(properties).filter(([, { default: value }]) => value !== undefined);
  return rows.length === 0 ? null : Object.fromEntries(rows.map(([key, { default: value }]) => [key, value]));
}

function withoutNulls(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));
}

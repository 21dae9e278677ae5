/**
 * docs/language.md: every key of stack.yaml with what it is, its type, default and an example, from
 * the schema alone. A part of the page for each map of keys; a type that is only text is a row of
 * the last table.
 */
import { stringify } from "yaml";

const HEADER = "<!-- Made by scripts/generate.mjs from schema/stack.schema.json. Do not edit. -->\n";

const INTRO = `# stack.yaml

Every key. \`stackc schema\` prints the same as JSON Schema, which editors read. A key in *italics* must be there;
\`wsgi\` and \`app\` too, unless there is \`apps\`. Where no default stands, the text says what happens without the key.
`;

/** What a mounted app has of `app` is written there. */
const SAME_AS = { "apps[]": { part: "app", own: ["name", "mount", "wsgi"] } };
/** Maps that have their page or part already. */
const ELSEWHERE = { "apps[].wsgi": "#wsgi", "environments.NAME": "environments.md" };
/** Text or a list of words: one type to its readers. */
const COMMAND = "Command";

export function renderReference(schema) {
  const parts = partsOf(schema, "", schema);
  const text = parts.map(partText).join("\n");
  const types = Object.entries(schema.definitions).filter(
    ([name, node]) => (isText(node) || name === COMMAND) && text.includes(linkTo(node)),
  );
  return [HEADER, INTRO, text, typesText(types.map(([, node]) => node))].join("\n");
}

/** A map of keys, then the maps below it, in the schema's order. */
function partsOf(node, path, schema) {
  const same = SAME_AS[path];
  const keys = Object.entries(node.properties).filter(([key]) => same === undefined || same.own.includes(key));
  const rows = keys.map(([key, property]) => ({ key, property, required: isRequired(node, key) }));
  const below = keys.flatMap(([key, property]) => partsBelow(property, join(path, key), schema));
  return [{ path, description: node.description, rows, same, schema }, ...below];
}

function partsBelow(property, path, schema) {
  if (ELSEWHERE[path] !== undefined) return [];
  return alternatives(property, schema).flatMap((node) => {
    if (node.type === "array") return partsBelow(itemsOf(node), `${path}[]`, schema);
    if (node.properties !== undefined) return partsOf(node, path, schema);
    return typeof node.additionalProperties === "object" ? partsBelow(node.additionalProperties, `${path}.${keyWord(node)}`, schema) : [];
  });
}

/** The node itself, or what may stand in its place: `if: {type}, then, else`. */
function alternatives(property, schema) {
  const node = resolve(property, schema);
  if (node.if?.type === undefined || nameOf(property) === COMMAND) return [node];
  return [...alternatives(node.then, schema), ...alternatives(node.else, schema)];
}

function resolve(node, schema) {
  if (node.$ref === undefined) return node;
  const { $ref, ...own } = node;
  const steps = $ref.split("/").slice(1);
  const found = steps.reduce((at, step) => at[step], schema);
  return { ...resolve(found, schema), ...own, definition: steps.length === 2 ? found : undefined };
}

const itemsOf = ({ items, additionalItems }) => (Array.isArray(items) ? (additionalItems ?? items[0]) : items);
const keyWord = ({ propertyNames }) => ({ UrlPath: "PATH", StatusPattern: "STATUS" })[nameOf(propertyNames)] ?? "NAME";
const nameOf = (node) => node?.$ref?.split("/").at(-1) ?? "";
const isRequired = (node, key) => (node.required ?? []).includes(key);
const join = (path, key) => (path === "" || key === "" ? path + key : `${path}.${key}`);

function partText({ path, description, rows, same, schema }) {
  const title = path === "" ? "## The top level" : `## \`${path}\``;
  const table = ["| key | what | type | default | example |", "|---|---|---|---|---|", ...rows.map((row) => rowText(row, path, schema))];
  const rest = same === undefined ? [] : ["", `All keys of [\`${same.part}\`](#${slug(same.part)}) as well.`];
  return `${[title, "", description, "", ...table, ...rest].join("\n")}\n`;
}

function rowText({ key, property, required }, path, schema) {
  const node = resolve(property, schema);
  const name = required ? `*\`${key}\`*` : `\`${key}\``;
  const cells = [
    name,
    cell(node.description ?? ""),
    typeText(property, join(path, key), schema),
    node.derived === undefined ? code(node.default) : cell(node.derived),
    code(exampleOf(node)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** One that shows something else than the default, where there is one. */
function exampleOf({ examples = [], default: usual }) {
  return examples.find((example) => JSON.stringify(example) !== JSON.stringify(usual)) ?? examples[0];
}

function typeText(property, path, schema) {
  const words = alternatives(property, schema).map((node) => wordOf(node, path, schema));
  return [...new Set(words)].join(" or ");
}

function wordOf(node, path, schema) {
  if (node.const !== undefined) return code(node.const);
  if (node.enum !== undefined) return node.enum.map(code).join(", ");
  if (node.type === "array") return `list of ${plural(typeText(itemsOf(node), `${path}[]`, schema))}`;
  if (node.properties !== undefined) return `[map](${ELSEWHERE[path] ?? `#${slug(path)}`})`;
  if (node.additionalProperties !== undefined) return mapText(node, path, schema);
  if (isText(node.definition) || node.title === COMMAND) return linkTo(node.definition);
  if (Array.isArray(node.type)) return node.type.join(", ");
  return `${node.type ?? "map"}${rangeText(node)}`;
}

function mapText(node, path, schema) {
  const word = keyWord(node);
  return `map of ${word} to ${typeText(node.additionalProperties, `${path}.${word}`, schema)}`;
}

const plural = (text) => (text.startsWith("[map]") ? text.replace("[map]", "[maps]") : text);
const rangeText = ({ minimum, maximum }) => (minimum === undefined ? "" : `, ${minimum} to ${maximum}`);
const isText = (node) => node?.pattern !== undefined && node.type === "string";

function typesText(types) {
  const rows = types.map(({ title, description, examples }) => `| ${title} | ${cell(description)} | ${examples.map(code).join(", ")} |`);
  return `${["## Types", "", "Text with a form of its own.", "", "| type | what | examples |", "|---|---|---|", ...rows].join("\n")}\n`;
}

const linkTo = ({ title }) => `[${title.toLowerCase()}](#types)`;
/** As GitHub makes an anchor of a heading. */
const slug = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function code(value) {
  if (value === undefined) return "";
  const text = stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
  return `\`${cell(text).replaceAll("[ ", "[").replaceAll(" ]", "]")}\``;
}

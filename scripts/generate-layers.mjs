/**
 * What the language says of layers, from the registry: their names in the schema's lists, and the words that messages need.
 *
 * In stack.schema.source.json a list of names is written as what is wanted of a layer:
 *
 *   { "layers": "framework" }                             all of that role
 *   { "layers": "framework", "where": "settings" }        those that have this fact
 *   { "layers": "framework", "except": "settings" }       those that have it not
 *
 * and in a text:
 *
 *   {{wsgi}}                  the first one's name
 *   {{wsgi.notes}}            all names, each with its note
 *   {{wsgi.where.preloads}}   the names of those that have this fact
 *   {{wsgi.does.preload}}     what each says that it does with this key
 */
const HEADER = "/* Made by scripts/generate.mjs from generators/registry.ts. Do not edit. */\n";

const NAMES = /\{ "layers": "(\w+)"(?:, "(where|except)": "(\w+)")? \}/g;

const TEXTS = /\{\{(\w+)(?:\.(\w+))?(?:\.(\w+))?\}\}/g;

export function renderSchema(source, registry) {
  const lists = source.replace(NAMES, (_all, role, way, fact) => {
    const rows = Object.values(registry[role]).filter((layer) => way === undefined || has(layer, fact) === (way === "where"));
    if (rows.length === 0) throw new Error(`no layer of role ${role} ${way} ${fact}`);
    return `[${rows.map(({ name }) => JSON.stringify(name)).join(", ")}]`;
  });
  return lists.replace(TEXTS, (_all, role, kind = "first", about = "") => texts[kind](Object.values(registry[role]), about));
}

const texts = {
  first: ([{ name }]) => name,
  notes: (rows) => rows.map(({ name, words }) => (words.note === undefined ? name : `${name} (${words.note})`)).join(", "),
  where: (rows, fact) =>
    rows
      .filter((layer) => has(layer, fact))
      .map(({ name }) => name)
      .join(" or "),
  does: (rows, key) => rows.flatMap(({ words }) => words.does?.[key] ?? []).join(" "),
};

const TYPES = { web: "WebName", wsgi: "WsgiName", framework: "FrameworkName", target: "TargetName" };

export function renderLayers(registry, { usual, ours }) {
  const roles = Object.entries(registry);
  const names = roles.map(([role, rows]) => `  ${role}: ${JSON.stringify(Object.keys(rows))},\n`);
  const types = Object.entries(TYPES).map(([role, type]) => `export type ${type} = (typeof LAYERS.${role})[number];\n`);
  const spoken = JSON.stringify({ framework: interfacesOf(registry.framework, "offers"), wsgi: interfacesOf(registry.wsgi, "accepts") });
  const keys = JSON.stringify(namesWhere(registry.framework, "settings"));
  const factories = JSON.stringify(namesWhere(registry.framework, "factories"));
  const words = roles.map(([role, rows]) => `  ${role}: ${JSON.stringify(wordsOf(rows), null, 2).replaceAll("\n", "\n  ")},\n`);
  return `${HEADER}import type { LayerWords } from "./layer-words.ts";

export const LAYERS = {
${names.join("")}} as const;

${types.join("")}
/** For a host where nobody asks for another, and what comes with stackc itself. */
export const USUAL = ${JSON.stringify(usual)} as const;
export const OURS = ${JSON.stringify(ours)} as const;

/** What an app and a server can speak, best first. */
export const INTERFACES: { readonly framework: ByName<FrameworkName>; readonly wsgi: ByName<WsgiName> } = ${spoken};
type ByName<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** Frameworks with a settings module, and those whose apps may come of a factory. */
export const WITH_SETTINGS: readonly FrameworkName[] = ${keys};
export const WITH_FACTORIES: readonly FrameworkName[] = ${factories};

export const WORDS: { readonly [role in keyof typeof LAYERS]: { readonly [name in (typeof LAYERS)[role][number]]?: LayerWords } } = {
${words.join("")}};
`;
}

function has(layer, fact) {
  return Boolean({ ...layer, ...layer.facts }[fact]);
}

function interfacesOf(rows, fact) {
  return Object.fromEntries(Object.values(rows).map((layer) => [layer.name, layer[fact]]));
}

function namesWhere(rows, fact) {
  return Object.values(rows)
    .filter((layer) => has(layer, fact))
    .map(({ name }) => name);
}

function wordsOf(rows) {
  return Object.fromEntries(Object.values(rows).flatMap(({ name, words }) => (words === undefined ? [] : [[name, words]])));
}

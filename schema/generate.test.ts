/** What is generated is what the schema and the catalogue say; and every key of the schema is explained. */
import { expect, test } from "vitest";
import { findDrift, generate } from "../scripts/generate.mjs";
import { renderSettings } from "../scripts/generate-settings.mjs";
import { codes } from "./codes.generated.ts";
import { explanations } from "./explain.generated.ts";
import schema from "./stack.schema.json" with { type: "json" };

test("nothing has drifted: node scripts/generate.mjs", async () => {
  expect(await findDrift(await generate())).toEqual([]);
});

test("every code has a title and an explanation with a bad and a good stack.yaml", () => {
  for (const [code, { title }] of Object.entries(codes)) {
    expect(title, code).not.toMatch(/\.$/);
    const lines = (explanations[code as keyof typeof explanations] ?? "").split("\n");
    expect(lines.length, `${code}: lines`).toBeGreaterThanOrEqual(10);
    expect(lines.filter((line) => /^```(yaml|console)$/.test(line)).length, `${code}: snippets`).toBeGreaterThanOrEqual(2);
  }
});

type Node = { readonly [key: string]: unknown };

/** Every property of the schema with its path; a $ref's prose may stand at its definition. */
function* properties(node: unknown, path: string): Generator<[string, Node]> {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties" && !/\/(if|then|else)$/.test(path)) {
      for (const [name, property] of Object.entries(value as Node)) yield [`${path}/${name}`, property as Node];
    }
    yield* properties(value, `${path}/${key}`);
  }
}

test("every key of the schema has a description and examples", () => {
  const bare: string[] = [];
  for (const [path, property] of properties(schema, "")) {
    const definition = String(property.$ref ?? "")
      .split("/")
      .slice(1)
      .reduce<unknown>((at, step) => (at as Node)[step], schema) as Node;
    if ((property.description ?? definition.description) === undefined) bare.push(`${path}: description`);
    if (property.examples === undefined) bare.push(`${path}: examples`);
  }
  expect(bare).toEqual([]);
});

/** Where nothing is said of these, there is none of it; or another key must be there. */
const NONE = [
  ...["wsgi", "app", "apps"].map((key) => `Stack.${key}`),
  ...["cert_file", "key_file"].map((key) => `Tls.${key}`),
  ...["allow", "deny", "basic_auth"].map((key) => `AccessRule.${key}`),
  ...["module", "requirements"].flatMap((key) => [`App.${key}`, `MountedApp.${key}`]),
  ...["memory", "cpus", "db_connections"].map((key) => `Budget.${key}`),
  ...["Acme.email", "Headers.content_security_policy", "Health.check", "Process.memory", "Job.every"],
];

test("every key has a default, or says of which keys it follows, or there is none of it", () => {
  const without: string[] = [];
  for (const [path, property] of properties(schema, "")) {
    if (path.includes("/Overlay/") || isRequired(path)) continue;
    const [, definition = "Stack"] = /\/definitions\/(\w+)\//.exec(path) ?? [];
    const key = `${definition}.${path.slice(path.lastIndexOf("/") + 1)}`;
    const ways = [property.default !== undefined, derivedOf(property) !== undefined, NONE.includes(key)].filter(Boolean).length;
    if (ways !== 1) without.push(key);
  }
  expect(without).toEqual([]);
});

/** Its own, or that of the key that it repeats. */
function derivedOf({ $ref, derived }: Node): unknown {
  const steps = String($ref ?? "")
    .split("/")
    .slice(1);
  return derived ?? (steps.length > 2 ? (steps.reduce<unknown>((at, step) => (at as Node)[step], schema) as Node).derived : undefined);
}

function isRequired(path: string): boolean {
  const steps = path.split("/").slice(1);
  const parent = steps.slice(0, -1).reduce<Node>((at, step) => (at[step] ?? at) as Node, schema);
  return ((parent.required ?? []) as string[]).includes(steps.at(-1) ?? "");
}

test("a keyword that no settings type can say is refused", () => {
  const map = (row: object) => ({ type: "object", additionalProperties: false, properties: { key: row } });
  expect(renderSettings(map({ enum: ["a", 1] }), "Small", "small.json")).toContain('readonly key?: "a" | 1;');
  expect(() => renderSettings(map({ oneOf: [] }), "Small", "small.json")).toThrow("no type for the keyword oneOf");
});

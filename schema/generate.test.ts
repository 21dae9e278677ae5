/** What is generated is what the schema and the catalogue say; and every key of the schema is explained. */
import { expect, test } from "vitest";
import { findDrift, generate } from "../scripts/generate.mjs";
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

test("every key says its default, unless it is required or derived", () => {
  const derived = ["version", "command", "preload", "protocol", "module", "interface", "python", "requirements", "settings"];
  const optional = ["content_security_policy", "types", "exclude", "allow", "deny", "basic_auth", "email", "webroot", "burst"];
  const own = [
    "cert_file",
    "key_file",
    "check",
    "body",
    "request_time",
    "memory",
    "app",
    "every",
    "at",
    "build",
    "cpus",
    "db_connections",
    "user",
    "name",
    "apps",
    "wsgi",
  ];
  const without: string[] = [];
  for (const [path, property] of properties(schema, "")) {
    const key = path.slice(path.lastIndexOf("/") + 1);
    if (path.includes("/Overlay/") || isRequired(path) || [...derived, ...optional, ...own].includes(key)) continue;
    if (property.default === undefined) without.push(path);
  }
  expect(without).toEqual([]);
});

function isRequired(path: string): boolean {
  const steps = path.split("/").slice(1);
  const parent = steps.slice(0, -1).reduce<Node>((at, step) => (at[step] ?? at) as Node, schema);
  return ((parent.required ?? []) as string[]).includes(steps.at(-1) ?? "");
}

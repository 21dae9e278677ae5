import Ajv from "ajv";
import { expect, test } from "vitest";
import schema from "../../schema/manifest.schema.json" with { type: "json" };
import type { Artifact } from "../artifact.ts";
import { compile } from "../compile.ts";
import { hashBytes, type Manifest } from "./manifest.ts";
import { isSafePath, readManifest } from "./read.ts";

const TEXT = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn, workers: 3 }
app: { framework: flask, module: "shop.web:app" }
`;

function build(text: string): Artifact {
  const { value, diagnostics } = compile({ file: "stack.yaml", text });
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return value;
}

function manifestOf(artifact: Artifact): Manifest {
  const file = artifact.files.find(({ path }) => path === "manifest.json");
  return JSON.parse(file?.text ?? "") as Manifest;
}

const artifact = build(TEXT);
const manifest = manifestOf(artifact);

test("has the shape that schema/manifest.schema.json states", () => {
  const validate = new Ajv({ allErrors: true, strictTuples: false }).compile(schema);
  validate(manifest);
  expect(validate.errors ?? []).toEqual([]);
  expect(validate({ ...manifest, files: [{ path: "../x" }] })).toBe(false);
});

test("lists every file but itself, sorted, with what is in it", () => {
  const others = artifact.files.filter(({ path }) => path !== "manifest.json");
  expect(manifest.files.map(({ path }) => path)).toEqual(others.map(({ path }) => path));
  expect(artifact.files.map(({ path }) => path)).toEqual(artifact.files.map(({ path }) => path).sort());
  for (const [index, { text, mode }] of others.entries()) {
    const bytes = new TextEncoder().encode(text);
    expect(manifest.files[index]).toMatchObject({ size: bytes.length, sha256: hashBytes(bytes), mode: `0${mode.toString(8)}` });
  }
});

test("has an origin for every line", () => {
  for (const { path, lines } of manifest.files) {
    const text = artifact.files.find((file) => file.path === path)?.text ?? "";
    let next = 1;
    for (const [first, last, origins] of lines) {
      expect([path, first]).toEqual([path, next]);
      expect(origins.length).toBeGreaterThan(0);
      for (const origin of origins) expect(manifest.origins[origin], `${path}:${first}`).toBeDefined();
      next = last + 1;
    }
    expect([path, next - 1]).toEqual([path, text.split("\n").length - 1]);
  }
});

test("names the pairing and its links", () => {
  expect(manifest.pairings).toEqual([
    { app: "app", mount: "/", web: "nginx", wsgi: "gunicorn", framework: "flask", appLink: "wsgi", webLink: "http" },
  ]);
});

test("the hash names the content: the same for the same, another for another", () => {
  expect(artifact.hash).toMatch(/^[0-9a-f]{12}$/);
  expect(build(TEXT).hash).toBe(artifact.hash);
  expect(build(`# a comment\n${TEXT}`).hash).toBe(artifact.hash);
  expect(build(TEXT.replace("workers: 3", "workers: 4")).hash).not.toBe(artifact.hash);
});

test("is read back as it was written", () => {
  const text = artifact.files.find(({ path }) => path === "manifest.json")?.text ?? "";
  expect(readManifest(text)).toEqual(manifest);
});

test.each([
  ["no JSON", "{"],
  ["another tool's", '{"manifest_version":3,"name":"x"}'],
  ["a later format", JSON.stringify({ ...manifest, format: 2 })],
  ["a path that walks out", JSON.stringify({ ...manifest, files: [{ ...manifest.files[0], path: "../../etc/passwd" }] })],
  ["an absolute path", JSON.stringify({ ...manifest, files: [{ ...manifest.files[0], path: "/etc/passwd" }] })],
  ["lines of another shape", JSON.stringify({ ...manifest, files: [{ ...manifest.files[0], lines: [[1]] }] })],
])("%s is no manifest", (_name, text) => {
  expect(readManifest(text)).toBeNull();
});

test.each(["a/../b", "a//b", "a/", "./a", "..", "a\nb", ""])("%j is no safe path", (path) => {
  expect(isSafePath(path)).toBe(false);
});

/**
 * Imports run one way: cli -> generators -> schema. runtime imports nothing of ours, layer
 * folders never import each other, and only generators/registry.ts imports them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const TOP = ["schema", "generators", "cli", "runtime"] as const;

type Import = { readonly from: string; readonly to: string };

const sources = TOP.flatMap(filesBelow).filter((path) => /\.(ts|js|mjs)$/.test(path) && !/\.(test|sample)\.ts$|\/testing\//.test(path));
const imports = sources.flatMap(importsOf);
/** A layer is a folder with a layer.ts; what siblings share lies beside them and is none. */
const layers = sources.filter((path) => /^generators\/.+\/layer\.ts$/.test(path)).map((path) => path.replace(/layer\.ts$/, ""));

test("there is something to look at", () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(imports.filter(({ to }) => to.startsWith("schema/")).length).toBeGreaterThan(20);
});

test.each([
  ["schema", ["schema"]],
  ["generators", ["generators", "schema"]],
  ["cli", ["cli", "generators", "schema"]],
  ["runtime", ["runtime"]],
])("%s imports only %j of ours", (top, allowed) => {
  const wrong = imports.filter(
    ({ from, to }) => from.startsWith(`${top}/`) && isOurs(to) && !allowed.some((folder) => to.startsWith(`${folder}/`)),
  );
  expect(wrong).toEqual([]);
});

test("schema and generators ask for nothing of Node's", () => {
  expect(imports.filter(({ from, to }) => /^(schema|generators)\//.test(from) && to.startsWith("node:"))).toEqual([]);
});

test("runtime depends on no package: it ships as it is", () => {
  expect(imports.filter(({ from, to }) => from.startsWith("runtime/") && !isOurs(to) && !to.startsWith("node:"))).toEqual([]);
});

test("layer folders never import each other, and only the registry imports them", () => {
  const wrong = imports.filter(({ from, to }) => {
    const there = layerOf(to);
    return there !== null && layerOf(from) !== there && from !== "generators/registry.ts";
  });
  expect(wrong).toEqual([]);
});

test("the registry imports every layer, each once", () => {
  const rows = imports.filter(({ from, to }) => from === "generators/registry.ts" && layerOf(to) !== null);
  expect(rows.map(({ to }) => layerOf(to)).sort()).toEqual([...layers].sort());
});

test("only quote/ makes text", () => {
  const makers = sources.filter((path) => /\bmake(Text|Section)\s*(<[^>]*>)?\(/.test(read(path)));
  expect(makers.filter((path) => !path.startsWith("generators/quote/") && path !== "generators/render/text.ts")).toEqual([]);
});

function layerOf(path: string): string | null {
  return layers.find((folder) => path.startsWith(folder)) ?? null;
}

function filesBelow(top: string): string[] {
  try {
    const entries = readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(ROOT.length + 1)
          .replaceAll("\\", "/"),
      );
  } catch (error) {
    // runtime/ is a later layer of the house.
    if (top === "runtime" && error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function importsOf(path: string): Import[] {
  const found = read(path).matchAll(/^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm);
  return [...found].map(([, from, bare, dynamic]) => {
    const to = from ?? bare ?? dynamic ?? "";
    return { from: path, to: to.startsWith(".") ? posix.join(posix.dirname(path), to) : to };
  });
}

function isOurs(to: string): boolean {
  return TOP.some((top) => to.startsWith(`${top}/`)) || to.startsWith("scripts/") || to.startsWith("fixtures/");
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

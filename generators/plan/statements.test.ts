/** A clash is said where it comes from. */
import { expect, test } from "vitest";
import { compile, HOST } from "../compile.ts";

function clashes(first: string, second: string): readonly string[] {
  const app = (name: string, rest: string) => `  - { name: ${name}, framework: wsgi, module: ${name}, wsgi: { server: gateway }${rest} }\n`;
  const text = `name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\napps:\n${app("a", first)}${app("b", second)}`;
  return compile({ file: "stack.yaml", text }, HOST).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test("two apps at one mount clash once, not a second time at the health path that follows from it", () => {
  expect(clashes("", "")).toEqual(["url-clash: / is served twice"]);
  expect(clashes(", mount: /api", ", mount: /api/")).toEqual(["url-clash: /api is served twice"]);
});

test("a health path that two apps state clashes by itself", () => {
  expect(clashes(", health: { path: /up }", ", mount: /b, health: { path: /up }")).toEqual(["url-clash: /up is served twice"]);
});

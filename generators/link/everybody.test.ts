import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { holdEverybody } from "./everybody.ts";

test.each([
  [["0.0.0.0/1", "128.0.0.0/1"], true],
  [["128.0.0.0/1", "64.0.0.0/2", "0.0.0.0/2"], true],
  [["0.0.0.0/0"], true],
  [["1.0.0.0/8", "0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"], true],
  [["::/1", "8000::/1"], true],
  [["2000::/3"], true],
  [["2000::/4", "3000::/4"], true],
  [["::ffff:0:0/96"], true],
  [["::ffff:0:0/97", "128.0.0.0/1"], true],
  [["0.0.0.0/1"], false],
  [["0.0.0.0/1", "128.0.0.0/2"], false],
  [["10.0.0.0/8", "192.168.0.0/16"], false],
  [["fd00::/8", "fe80::/10"], false],
  [["2000::/4"], false],
  [["203.0.113.9", "2001:db8::9"], false],
  [[], false],
])("%j holds everybody: %s", (networks, holds) => {
  expect(holdEverybody(networks)).toBe(holds);
});

function said(trusted: string): readonly string[] {
  const text = `name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\nedge: { trusted: ${trusted} }\nwsgi: { server: gunicorn }\napp: { framework: flask, module: shop }\n`;
  return compile({ file: "stack.yaml", text }).diagnostics.flatMap(({ code, message }) => (code === "edge-is-anybody" ? [message] : []));
}

test("an edge of two halves is anybody, and a whole one is named once, where it stands", () => {
  expect(said("[10.0.0.0/8, 0.0.0.0/1, 128.0.0.0/1]")).toEqual([expect.stringMatching(/^the networks together are every address/)]);
  expect(said("[0.0.0.0/0, 10.0.0.0/8]")).toEqual([expect.stringMatching(/^0\.0\.0\.0\/0 is every address/)]);
  expect(said("[10.0.0.0/8]")).toEqual([]);
});

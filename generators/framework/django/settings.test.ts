import { expect, test } from "vitest";
import { compileText } from "../../../fixtures/harness/stacks.ts";

const STACK = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gateway }
`;

function settingsOf(app: string): string {
  const { files } = compileText(`${STACK}app: { framework: django, settings: shop.settings, ${app} }\n`);
  return files.find(({ path }) => path.endsWith("/stackc_settings.py"))?.text ?? "";
}

function stated(text: string, name: string): string | undefined {
  return new RegExp(`^${name} = (.*)$`, "m").exec(text)?.[1];
}

test.each([
  ["{ /media/: up, /x/: { folder: x, protected: true } }", '"/media/"', '"/var/lib/shop/up"'],
  ["{ /x/: { folder: x, protected: true }, /up/: up }", '"/up/"', '"/var/lib/shop/up"'],
  // Where visitors find nothing: the project's own view has another URL.
  ["{ /media/: { folder: x, protected: true } }", undefined, '"/var/lib/shop/x"'],
  ["{ /x/: { folder: x, protected: true }, /y/: { folder: y, protected: true } }", undefined, undefined],
])("media %s", (media, url, root) => {
  const text = settingsOf(`media: ${media}`);
  expect({ url: stated(text, "MEDIA_URL"), root: stated(text, "MEDIA_ROOT") }).toEqual({ url, root });
  expect(text.includes('"MEDIA_URL",')).toBe(url !== undefined);
  expect(text.includes('"MEDIA_ROOT",')).toBe(root !== undefined);
});

test("the folder of static files has the usual name, wherever it stands", () => {
  expect(stated(settingsOf("static: { /docs/: docs, /static/: static }"), "STATIC_URL")).toBe('"/static/"');
  expect(stated(settingsOf("static: { /docs/: docs, /assets/: assets }"), "STATIC_URL")).toBe('"/docs/"');
});

/** Where files are handed out from: the fixture of `exposed-folder` has what is refused; here what is not. */
import { expect, test } from "vitest";
import { type CompileOptions, compile, HOST } from "../compile.ts";

function codes(app: string, place: CompileOptions["place"] = HOST.place): readonly string[] {
  const text = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn }
app: { framework: flask, module: shop, ${app} }
`;
  return compile({ file: "stack.yaml", text }, { environment: null, place }).diagnostics.map(({ code }) => code);
}

test.each([
  "static: { /static/: shop/static, /share/: /usr/share/shop }, media: { /media/: media }",
  "static: { /near/: /etcetera, /code/: /srv/shop/current/code2 }",
  "root: src, static: { /docs/: /srv/shop/current/code/docs }",
])("%s holds nothing of ours", (app) => {
  expect(codes(app)).toEqual([]);
});

test("on a person's own machine the project may lie in /root", () => {
  const place = { kind: "local", prefix: "/root/try", code: "/root/shop", httpPort: 8080, httpsPort: 8443 } as const;
  expect(codes("static: { /static/: static }, media: { /media/: media }", place)).toEqual([]);
  expect(codes("static: { /static/: . }", place)).toEqual(["exposed-folder"]);
});

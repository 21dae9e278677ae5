/** What stackc itself answers is nobody else's, whatever key names it and whatever the web server is. */
import { describe, expect, test } from "vitest";
import { compile, HOST } from "../compile.ts";

const KEYS: readonly (readonly [key: string, web: (path: string) => string, app: (path: string) => string])[] = [
  ["web.access", (path) => `access: { ${path}: { allow: [10.0.0.0/8] } }`, () => ""],
  ["web.limits.rate", (path) => `limits: { rate: { ${path}: 1/m } }`, () => ""],
  ["web.cache", (path) => `cache: { ${path}: 10s }`, () => ""],
  ["web.logs.exclude", (path) => `logs: { exclude: [${path}] }`, () => ""],
  ["apps[0].routes", () => "", (path) => `, routes: { ${path}: { request_time: 90s } }`],
  ["apps[0].static", () => "", (path) => `, static: { ${path}: public }`],
  ["apps[0].media", () => "", (path) => `, media: { ${path}: uploads }`],
  ["apps[0].health.path", () => "", (path) => `, health: { path: ${path} }`],
  ["apps[1].mount", () => "", (path) => `}\n  - { name: other, mount: ${path}, framework: wsgi, module: n, wsgi: { server: gateway }`],
];

function found(web: string, app: string): readonly string[] {
  const text = `name: shop\ndomains: [shop.example.com]\nweb: { ${web} }\napps:\n  - { name: main, framework: wsgi, module: m, wsgi: { server: gateway }${app} }\n`;
  return compile({ file: "stack.yaml", text }, HOST).diagnostics.flatMap(({ code, message, span }) =>
    code === "reserved-path" ? [`${span.start.line} ${message.replace(/[/]? is not .*/, "")}`] : [],
  );
}

describe.each(["nginx", "apache", "node"])("%s", (server) => {
  test.each(KEYS)("%s", (key, web, app) => {
    const line = key.startsWith("web.") ? 3 : key.endsWith("mount") ? 6 : 5;
    for (const path of ["/.well-known/acme-challenge/", "/.well-known/acme-challenge", "/.well-known/acme-challenge/x/", "/-/shop/1.html"])
      expect(found(`server: ${server}, ${web(path)}`, app(path)), path).toEqual([`${line} ${path.replace(/[/]$/, "")}`]);
    for (const path of ["/.well-known/", "/.well-known/acme-challenges/", "/-/", "/-/shopper/"])
      expect(found(`server: ${server}, ${web(path)}`, app(path)), path).toEqual([]);
  });
});

test("without a certificate that is renewed there, the challenge's path is free", () => {
  const web = (tls: string) => `server: nginx, tls: ${tls}, access: { /.well-known/acme-challenge/: { allow: [10.0.0.0/8] } }`;
  expect(found(web("false"), "")).toEqual([]);
  expect(found(web("{ certificate: files, cert_file: /etc/ssl/a.crt, key_file: /etc/ssl/a.key }"), "")).toEqual([]);
  expect(found(web("{ certificate: acme }"), "")).toHaveLength(1);
});

/** One owner for each response header: what stack.yaml says twice, or cannot say, is refused. */
import { expect, test } from "vitest";
import { compile, HOST } from "../compile.ts";

function said(web: string): readonly string[] {
  const text = `name: shop
domains: [shop.example.com]
web: { server: nginx, ${web} }
wsgi: { server: gateway }
app: { framework: wsgi, module: shop }
`;
  return compile({ file: "stack.yaml", text }, HOST).diagnostics.map(({ code, message }) => `${code} ${message.split(" ")[0]}`);
}

test.each([
  ["headers: { set: { content-security-policy: a }, content_security_policy: b }", "key-conflict content-security-policy"],
  ["tls: { hsts: { max_age: 30d } }, headers: { set: { Strict-Transport-Security: max-age=1 } }", "key-conflict Strict-Transport-Security"],
  ["headers: { set: { X-Request-Id: a } }", "key-conflict X-Request-Id"],
  ["headers: { set: { server: shop } }", "header-reserved server"],
  ["headers: { set: { Content-Type: text/html } }", "header-reserved Content-Type"],
  ["headers: { set: { ETag: one } }", "header-reserved ETag"],
  ["headers: { set: { vary: Accept } }", "header-reserved vary"],
  ["headers: { remove: [x-shop], set: { X-Shop: a } }", "key-conflict x-shop"],
  ["headers: { remove: [Content-Security-Policy], content_security_policy: b }", "key-conflict Content-Security-Policy"],
  ["tls: { hsts: { max_age: 30d } }, headers: { remove: [strict-transport-security] }", "key-conflict strict-transport-security"],
  ["headers: { remove: [X-Request-ID] }", "key-conflict X-Request-ID"],
])("%s", (web, fault) => expect(said(web)).toEqual([fault]));

test("a default is taken out by its name, HSTS too, and nothing is said of it", () => {
  expect(said("headers: { remove: [x-frame-options, Strict-Transport-Security] }")).toEqual([]);
});

test.each([
  ['errors: { "418": a.html }', ['no-effect web.errors["418"]']],
  ['errors: { "404": a.html, 5xx: b.html }', []],
] as const)("a page for a status that no web server makes: %s", (web, faults) => expect(said(web)).toEqual(faults));

test("files' own lifetimes give way to a Cache-Control on every path, and are told so", () => {
  const text = `name: shop
domains: [shop.example.com]
web: { server: nginx, headers: { set: { cache-control: no-store } } }
wsgi: { server: gateway }
app: { framework: wsgi, module: shop, static: { /static/: { folder: static, hashed: true, cache: 1d } }, media: { /m/: { folder: m, cache: 1d } } }
`;
  const { diagnostics, value } = compile({ file: "stack.yaml", text }, HOST);
  expect(diagnostics.map(({ code, message }) => `${code} ${message.split(" ")[0]}`)).toEqual([
    'no-effect app.static["/static/"].hashed',
    'no-effect app.static["/static/"].cache',
    'no-effect app.media["/m/"].cache',
  ]);
  const site = value?.files.find(({ path }) => path === "web/nginx/site.conf")?.text;
  expect(site).toContain("alias /srv/shop/current/code/static/;");
  expect(site).not.toContain("add_header Cache-Control");
});

test("a header whose other owner is not stated, or switched off, is the user's", () => {
  expect(said("headers: { set: { Strict-Transport-Security: max-age=1, Content-Security-Policy: a, X-Frame-Options: DENY } }")).toEqual([]);
  expect(said("tls: { hsts: false }, headers: { set: { Strict-Transport-Security: max-age=1 } }")).toEqual([]);
  expect(said("logs: { request_id: false }, headers: { set: { X-Request-ID: a } }")).toEqual([]);
});

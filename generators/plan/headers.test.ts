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
])("%s", (web, fault) => expect(said(web)).toEqual([fault]));

test("a header whose other owner is not stated, or switched off, is the user's", () => {
  expect(said("headers: { set: { Strict-Transport-Security: max-age=1, Content-Security-Policy: a, X-Frame-Options: DENY } }")).toEqual([]);
  expect(said("tls: { hsts: false }, headers: { set: { Strict-Transport-Security: max-age=1 } }")).toEqual([]);
  expect(said("logs: { request_id: false }, headers: { set: { X-Request-ID: a } }")).toEqual([]);
});

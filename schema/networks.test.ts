/** Addresses that are well written and that no client has are refused where they stand; near ones are not. */
import { expect, test } from "vitest";
import { compile, HOST } from "../generators/compile.ts";

function said(list: string): readonly string[] {
  const text = `name: shop\ndomains: [shop.example.com]\nweb: { server: nginx, access: { /a: { allow: ${list} } }, maintenance: { allow: ${list} } }\nwsgi: { server: gunicorn }\napp: { framework: flask, module: shop }\n`;
  return compile({ file: "stack.yaml", text }, HOST).diagnostics.flatMap(({ code, help }) => (code === "bad-address" ? [help ?? ""] : []));
}

test.each([
  ["255.255.255.255", "leave it out"],
  ["255.255.255.255/32", "leave it out"],
  ["::ffff:0:0/96", "write 0.0.0.0/0"],
  ["0:0:0:0:0:ffff:a00:0/104", "write 10.0.0.0/8"],
  ["::FFFF:c000:201", "write 192.0.2.1"],
])("%s", (written, help) => {
  expect(said(`["${written}"]`)).toEqual([help, help]);
});

test.each(["255.255.255.254/31", "0.0.0.0/0", "::/0", "::/1", "::ffff:0:0:1", "2001:db8::ffff:0:0/96", "fe80::1"])(
  "%s is one",
  (written) => {
    expect(said(`["${written}"]`)).toEqual([]);
  },
);

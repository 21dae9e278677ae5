/** Faults that only a host has. */
import { expect, test } from "vitest";
import { host } from "./layer.ts";
import { sample } from "./sample.ts";

const stack = (more: string, app = "") => `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn }
app: { framework: wsgi, module: "shop:app"${app} }
${more}`;

const codes = (text: string, place?: Parameters<typeof sample>[2]) =>
  sample(host, text, place).faults.map(({ code, at }) => `${code} ${at}`);

test("a plain stack has none", () => {
  expect(codes(stack(""))).toEqual([]);
});

test("what services cannot see", () => {
  expect(codes(stack("", ", python: /home/ada/venv/bin/python"))).toEqual(["hidden-folder app.python"]);
});

test("a wildcard that no webroot can prove", () => {
  expect(codes(stack("").replace("[shop.example.com]", '[example.com, "*.example.com"]'))).toEqual(["acme-wildcard domains"]);
});

test("a socket's path that the kernel cuts", () => {
  const place = (length: number) =>
    ({
      kind: "local",
      prefix: `/${"x".repeat(length - "/run/shop/app.http.sock".length - 1)}`,
      code: "/c",
      httpPort: 1,
      httpsPort: 2,
    }) as const;
  expect(codes(stack(""), place(107))).toEqual([]);
  expect(codes(stack(""), place(108))).toEqual(["socket-path-long app.name"]);
});

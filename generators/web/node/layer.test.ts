import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { registry } from "../../registry.ts";
import { collect } from "../../report.ts";
import { sample } from "../../wsgi/plan.sample.ts";
import { node } from "./layer.ts";

const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync("runtime/web.schema.json", "utf8")) as object);

const stack = (web = "", app = "", rest = "") => `
name: shop
domains: [shop.example.com, www.shop.example.com]
web: { server: node${web} }
wsgi: { server: gateway }
app: { framework: flask, module: shop${app} }
${rest}`;

function printed(text: string) {
  const { plan } = sample(text);
  const { report, faults } = collect();
  node.check({ plan, registry, report });
  const [file] = node.emit({ plan, registry, report });
  if (file === undefined) throw new Error("no file");
  return { plan, file, faults, value: JSON.parse(file.text) as Record<string, unknown> };
}

function faultsOf(text: string): readonly unknown[] {
  validate(printed(text).value);
  return validate.errors ?? [];
}

const FULL = `, limits: { rate: { /login: 5/m }, connections: 20 }, cache: { /: 5s }, access: { /admin/: { allow: [10.0.0.0/8], basic_auth: { realm: Shop, users_file: users } } }, errors: { 5xx: sorry.html }, maintenance: { page: back-soon.html, allow: [10.0.0.1] }`;
const APP = `, static: { /static/: static, /favicon.ico: static/favicon.ico }, media: { /media/: media, /files/: { folder: files, protected: true } }, routes: { /events/: { stream: true, request_time: 10m } }`;

describe("web.json", () => {
  it.each([
    ["the smallest stack", stack()],
    ["plain http", stack(", tls: false")],
    ["everything", stack(FULL, APP)],
    ["an edge that ends TLS", stack("", "", "edge: { trusted: [10.0.0.0/8] }\n")],
    ["an edge that passes TLS on", stack("", "", "edge: { trusted: [10.0.0.0/8], tls: web }\n")],
  ])("is as its schema says: %s", (_name, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it("has a schema that refuses what it does not know", () => {
    const { value } = printed(stack());
    expect(validate({ ...value, plugins: [] })).toBe(false);
    expect(validate({ ...value, tls: { ...(value.tls as object), stapling: true } })).toBe(false);
  });

  it("has every row of the URL table, in the plan's order", () => {
    const { plan, value } = printed(stack(FULL, APP));
    const rows = value.locations as { path: string; serve: { kind: string } }[];
    expect(rows.map(({ path, serve }) => `${path} ${serve.kind}`)).toEqual(
      plan.locations.map(({ path, serve }) => `${path} ${serve.kind}`),
    );
    expect(new Set(rows.map(({ serve }) => serve.kind))).toEqual(new Set(["app", "static", "file", "media", "protected", "health"]));
  });

  it("says each limit of the plan", () => {
    const { plan, value } = printed(stack(FULL));
    expect(value.limits).toEqual(plan.web.limits);
  });

  it("keeps HSTS apart from what plain http may carry", () => {
    const { value } = printed(stack(", tls: { hsts: { max_age: 365d } }"));
    expect(value.headers).toMatchObject({ hsts: "max-age=31536000" });
  });

  it("refuses stapling", () => {
    const text = stack(", tls: { certificate: files, cert_file: /etc/a.pem, key_file: /etc/a.key, stapling: true }");
    expect(printed(text).faults.map(({ code }) => code)).toEqual(["node-stapling"]);
  });

  it("tells where its lines come from", () => {
    const { file } = printed(stack(FULL));
    const line = file.text.split("\n").findIndex((text) => text.includes('"connections": 20')) + 1;
    const range = file.lines.find(({ first, last }) => first <= line && line <= last);
    expect(range?.origins).toEqual([{ kind: "yaml", path: "web.limits.connections" }]);
  });

  it("is a service of its own, on sockets of systemd's", () => {
    const { plan } = printed(stack());
    expect(plan.web.run).toMatchObject({
      socketActivation: true,
      type: "exec",
      argv: ["/usr/bin/node", "/srv/shop/current/gateway/gateway.mjs", "web", "/srv/shop/current/web/node/web.json"],
    });
  });
});

/** The table of probes follows from the plan, and stays small whatever the stack's size. */
import { expect, test } from "vitest";
import { compileText, readStack } from "../../fixtures/harness/stacks.ts";
import { HOST } from "../compile.ts";
import { registry } from "../registry.ts";
import { isInside } from "./cidr.ts";
import { PROBES_PATH } from "./render.ts";
import { probesOf } from "./table.ts";

const idsOf = (text: string, where: readonly string[] = ["anywhere", "local", "public"]): readonly string[] =>
  probesOf({ plan: compileText(text).plan, registry })
    .probes.filter((probe) => where.includes(probe.where))
    .map(({ id }) => id);

const SMALL = "name: shop\ndomains: [shop.example.com]\nwsgi: { server: gunicorn }\napp: { framework: wsgi, module: shop }\n";

test("no two probes have one name, and each line knows its place and its rule", () => {
  const { plan, files } = compileText(readStack("nginx+access"), HOST);
  const { probes } = probesOf({ plan, registry });
  expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
  const file = files.find(({ path }) => path === PROBES_PATH);
  const at = file?.text.split("\n").findIndex((line) => line.includes('"login /admin"')) ?? -1;
  const range = file?.lines.find(({ first, last }) => first <= at + 1 && at + 1 <= last);
  expect(range?.origins).toEqual([
    { kind: "yaml", path: 'web.access["/admin"]' },
    { kind: "rule", id: "access" },
  ]);
});

test("a site in service is asked nothing that needs the mirror, a flood, or the switch of maintenance", () => {
  const { probes } = probesOf({ plan: compileText(readStack("nginx+limits")).plan, registry });
  const kinds = new Set(probes.filter(({ where }) => where !== "local").map(({ action }) => action.kind));
  expect([...kinds].sort()).toEqual(["ask", "handshake", "none", "same"]);
  expect(probes.map(({ action }) => action.kind)).toContain("flood");
});

test("a site in service is sent no body, but for what must be refused before an app sees it", () => {
  const { probes } = probesOf({ plan: compileText(readStack("nginx+routes")).plan, registry });
  const sends = probes.filter(({ where, action }) => where !== "local" && "ask" in action && action.ask.body !== undefined);
  expect(sends).toEqual([]);
});

test("what the edge answers is not asked of the web server behind it", () => {
  const own = idsOf(`${SMALL}web: { server: nginx }\n`, ["anywhere"]);
  const behind = idsOf(`${SMALL}web: { server: nginx }\nedge: { trusted: [10.0.0.0/8] }\n`, ["anywhere"]);
  expect(own).toContain("unknown-host");
  expect(own).toContain("dot-segment");
  expect(behind).not.toContain("unknown-host");
  expect(behind).not.toContain("dot-segment");
  expect(behind).toContain("health /healthz");
});

const actionOf = (text: string, wanted: string) =>
  probesOf({ plan: compileText(text).plan, registry }).probes.find(({ id }) => id === wanted)?.action;

test("who cannot refuse a handshake is asked for nobody's certificate", () => {
  const wantOf = (web: string, rest = "") => actionOf(`${SMALL}web: { server: ${web} }\n${rest}`, "tls-no-name");
  expect(wantOf("nginx")).toMatchObject({ want: "refused" });
  expect(wantOf("nginx", "target: { os: ubuntu-22.04 }\n")).toMatchObject({ want: "nameless" });
  expect(wantOf("apache")).toMatchObject({ want: "nameless" });
  expect(wantOf("nginx", "edge: { trusted: [10.0.0.0/8], tls: both }\n")).toBeUndefined();
});

test("who does not count header fields is not asked to refuse many, and the report says why", () => {
  expect(actionOf(`${SMALL}web: { server: nginx }\n`, "headers-count")).toMatchObject({
    kind: "none",
    reason: expect.stringMatching(/^nginx 1\.22/),
  });
  const newer = 'web: { server: nginx, version: "1.30.0", limits: { header_count: 50 } }\n';
  expect(actionOf(SMALL + newer, "headers-count")).toMatchObject({ kind: "ask", ask: { raw: expect.stringContaining("{fields:49}") } });
});

test("behind an edge a stranger is tried, and the public sees that nobody talks itself past https", () => {
  const behind = (edge: string) => idsOf(`${SMALL}web: { server: nginx }\nedge: { trusted: [10.0.0.0/8], ${edge} }\n`);
  expect(behind("tls: edge")).toEqual(expect.arrayContaining(["edge-scheme", "edge-stranger", "forged-answer", "https-redirect-forged"]));
  expect(behind("tls: web")).toEqual(expect.arrayContaining(["edge-stranger", "edge-stranger-proxied"]));
  expect(idsOf(`${SMALL}web: { server: nginx }\n`).filter((id) => id.startsWith("edge"))).toEqual([]);
});

test.each(["nginx-gunicorn-django", "apache-mod_wsgi-wsgi", "node-gateway-asgi"])("no artifact of %s knows of the mirror", (name) => {
  const local = { kind: "local", prefix: "/tmp/shop", code: "/tmp/code", httpPort: 8080, httpsPort: 8443 } as const;
  for (const place of [{ kind: "host" } as const, local]) {
    const { files } = compileText(readStack(name), { environment: null, place });
    expect(files.filter(({ text }) => /stackc.mirror/i.test(text)).map(({ path }) => path)).toEqual([]);
  }
});

test("a thousand apps are probed by a few", () => {
  const apps = Array.from(
    { length: 1000 },
    (_, i) =>
      `  - { name: a${i}, mount: /a${i}, wsgi: { server: gunicorn }, framework: wsgi, module: a, static: { /a${i}/static/: static } }\n`,
  );
  const { plan } = compileText(`name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\napps:\n${apps.join("")}`);
  const { probes, leftOut } = probesOf({ plan, registry });
  expect(probes.length).toBeLessThan(100);
  expect(leftOut).toBeGreaterThan(2900);
});

test.each([
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "127.0.0.0/8", true],
  ["127.0.0.1", "0.0.0.0/0", true],
  ["127.0.0.1", "127.0.0.2/32", false],
  ["127.0.0.1", "10.0.0.0/8", false],
  ["127.0.0.1", "::/0", false],
])("%s in %s: %s", (address, network, inside) => {
  expect(isInside(address, network)).toBe(inside);
});

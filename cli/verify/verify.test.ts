/** What `stackc verify` reads, says and judges, without a site. */
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { compileText, readStack } from "../../fixtures/harness/stacks.ts";
import type { Probe, Probes } from "../../generators/probes/probe.ts";
import { PROBES_PATH } from "../../generators/probes/render.ts";
import { probesOf } from "../../generators/probes/table.ts";
import { registry } from "../../generators/registry.ts";
import type { Answer } from "../exchange/read-answer.ts";
import { askAll } from "./ask-all.ts";
import { judgeAnswer, judgeSeen } from "./judge.ts";
import { readProbes } from "./read-probes.ts";
import { wayTo } from "./url.ts";
import { SHOP, wayAt } from "./way.sample.ts";
import { wordsOf } from "./way.ts";

describe("a URL", () => {
  test.each([
    ["https://shop.example.com", { address: "shop.example.com", https: 443, http: 80, origin: "https://shop.example.com" }],
    ["https://shop.example.com/", { https: 443, http: 80 }],
    ["https://shop.example.com:8443", { https: 8443, http: null, origin: "https://shop.example.com:8443" }],
  ])("%s leads to the site", (url, way) => {
    expect(wayTo(url, SHOP)).toMatchObject(way);
  });

  test.each([
    ["shop.example.com", /is no URL of a site/],
    ["ftp://shop.example.com", /is no URL of a site/],
    ["https://user:word@shop.example.com", /is no URL of a site/],
    ["https://shop.example.com/admin", /is no URL of a site/],
    ["https://other.example.com", /is none of the stack's domains: shop.example.com/],
    ["http://shop.example.com", /the site speaks https/],
  ])("%s does not", (url, words) => {
    expect(wayTo(url, SHOP)).toMatch(words);
  });

  test("a wildcard covers the names below it, and not itself", () => {
    const probes: Probes = { ...SHOP, site: { ...SHOP.site, domains: ["shop.example.com", "*.shop.example.com"] } };
    expect(wayTo("https://a.shop.example.com", probes)).toMatchObject({
      name: "a.shop.example.com",
      canonical: "https://shop.example.com",
    });
    expect(wayTo("https://xshop.example.com", probes)).toMatch(/none of the stack's domains/);
  });
});

describe("probes.json", () => {
  const text = compileText(readStack("nginx+access")).files.find(({ path }) => path === PROBES_PATH)?.text ?? "";

  test("is read back as it was written", () => {
    expect(readProbes(text)).toEqual(probesOf({ plan: compileText(readStack("nginx+access")).plan, registry }));
  });

  test.each([
    ["no JSON", () => "{"],
    ["another format", (data: Record<string, unknown>) => JSON.stringify({ ...data, format: 2 })],
    ["no site", (data: Record<string, unknown>) => JSON.stringify({ ...data, site: null })],
    ["a header that is no pattern", (data: Record<string, unknown>) => JSON.stringify({ ...data, headers: { A: { like: "(" } } })],
    ["a probe from nowhere", () => text.replace('"where":"anywhere"', '"where":"elsewhere"')],
    ["a request that is none", () => text.replace('"ask":{"target":"/"}', '"ask":{"target":7}')],
    ["headers that are none", () => text.replace('"headers":[["Host",null]]', '"headers":[["Host"]]')],
  ])("%s is refused", (_name, change) => {
    const changed = change(JSON.parse(text) as Record<string, unknown>);
    expect(changed).not.toBe(text);
    expect(readProbes(changed)).toBeNull();
  });
});

/** A server that says yes to everything, and shows what it should not. */
async function yes(use: (port: number) => Promise<void>): Promise<void> {
  const body = "stackc-verify-secret, a file of stackc verify\n";
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\nServer: yes/1.0\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  try {
    await use(typeof address === "object" && address !== null ? address.port : 0);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

test.each(["nginx+access", "nginx+limits", "nginx+routes", "apache-uwsgi-django"])(
  "no probe of %s passes where everything is allowed",
  async (name) => {
    const { probes, ...rest } = probesOf({ plan: compileText(readStack(name)).plan, registry });
    // The mirror, the switch and a gate are a site's own: without them there is nothing to wait for.
    const asked = probes.filter(({ action }) => !["handshake", "closed", "stream", "same"].includes(action.kind)).map(overHttp);
    const inside = { token: "t", gates: "/nowhere", maintenance: "/nowhere" };
    await yes(async (port) => {
      const rows = await askAll(
        { probes: { ...rest, probes: asked }, way: wayAt(port), inside },
        () => "",
        () => false,
      );
      if (typeof rows === "string") throw new Error(rows);
      expect(rows.length).toBeGreaterThan(20);
      expect(rows.filter(({ outcome }) => outcome.kind === "ok").map(({ probe }) => probe.id)).toEqual([]);
    });
  },
);

function overHttp(probe: Probe): Probe {
  const { action } = probe;
  return action.kind === "ask" ? { ...probe, action: { ...action, ask: { ...action.ask, scheme: "http" } } } : probe;
}

test("a site that nobody serves is said to be so, once", async () => {
  let port = 0;
  await yes(async (free) => {
    port = free;
  });
  expect(
    await askAll(
      { probes: SHOP, way: wayAt(port), inside: null },
      () => "",
      () => false,
    ),
  ).toMatch(/port \d+: .*ECONNREFUSED/);
});

describe("an answer", () => {
  const answer = (fields: Answer["fields"]): Answer => ({ interim: [], status: 200, fields, body: Buffer.from("page"), complete: true });
  const rules = { fill: (text: string) => text, headers: { A: "1", Server: { like: "^nginx$" }, Gone: null } };
  const ours = { ours: true } as const;

  test.each([
    [
      [
        ["A", "1"],
        ["server", "nginx"],
      ],
      [],
    ],
    [[["Server", "nginx"]], ['A is missing, wanted "1"']],
    [
      [
        ["A", "1"],
        ["a", "1"],
        ["Server", "nginx"],
      ],
      ['A is there 2 times: "1", "1"'],
    ],
    [
      [
        ["A", "2"],
        ["Server", "nginx/1.22"],
      ],
      ['A is "2", wanted "1"', 'Server is "nginx/1.22", wanted ^nginx$'],
    ],
    [
      [
        ["A", "1"],
        ["Server", "nginx"],
        ["Gone", "x"],
      ],
      ['Gone is "x", wanted none'],
    ],
  ] as const)("with headers %j", (fields, faults) => {
    expect(judgeAnswer(answer(fields), ours, rules)).toEqual(faults);
  });

  test("of another status, cut off, or none at all", () => {
    expect(judgeAnswer(answer([]), { status: [404] }, rules)).toEqual(["answered 200, wanted 404"]);
    expect(judgeAnswer({ ...answer([]), complete: false }, {}, rules)).toEqual(["the answer was cut off"]);
    expect(judgeAnswer({ ...answer([]), status: 502 }, {}, rules)).toEqual(["answered 502, wanted an answer of the app"]);
    expect(judgeAnswer(null, { status: ["closed", 421] }, rules)).toEqual([]);
    expect(judgeAnswer(null, { status: [400] }, rules)).toEqual(["the connection was closed without an answer, wanted 400"]);
  });
});

describe("what an app saw", () => {
  const told = { client: "127.0.0.1", scheme: "https", host: "shop", method: "GET", headers: { "x-forwarded-for": "127.0.0.1" } };
  const truth = { client: "{client}", scheme: "https", host: "shop" };
  const { fill } = wordsOf(wayAt(1), "http");

  test("is held against the truth and what is stated", () => {
    expect(judgeSeen(told, { method: "GET", headers: { "x-forwarded-for": "{client}", forwarded: null } }, truth, fill)).toEqual([]);
    expect(judgeSeen({ ...told, scheme: "http" }, {}, truth, fill)).toEqual(['the app saw scheme "http", wanted "https"']);
    expect(judgeSeen(told, { headers: { "x-forwarded-for": "{client}, 1.2.3.4" } }, truth, fill)).toHaveLength(1);
    expect(judgeSeen(told, { script_name: "/shop" }, truth, fill)).toEqual(['the app saw script name null, wanted "/shop"']);
  });
});

/** What `stackc verify` reads, says and judges, without a site. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import { compileText, readStack } from "../../fixtures/harness/stacks.ts";
import type { Probe, Probes } from "../../generators/probes/probe.ts";
import { PROBES_PATH } from "../../generators/probes/render.ts";
import { probesOf } from "../../generators/probes/table.ts";
import type { Answer } from "../exchange/read-answer.ts";
import { askAll } from "./ask-all.ts";
import { asStranger, EDGE, type Front, throughEdge } from "./edge.ts";
import { judgeAnswer, judgeSeen } from "./judge.ts";
import { readProbes } from "./read-probes.ts";
import { printReport, printReportJson, type Report } from "./report.ts";
import { printReportJunit } from "./report-junit.ts";
import { answeredSame } from "./same.ts";
import { wayTo } from "./url.ts";
import { type Way, wireOf, wordsOf } from "./way.ts";

const READ_XML = `import json, sys, xml.etree.ElementTree as tree
print(json.dumps([[case.get("name"), case[0].get("message") if len(case) else None] for case in tree.parse(sys.stdin).getroot()]))`;

const SHOP = probesOf(compileText(readStack("nginx-gunicorn-django")).plan);

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
    expect(readProbes(text)).toEqual(probesOf(compileText(readStack("nginx+access")).plan));
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

const wayAt = (port: number): Way => ({
  address: "127.0.0.1",
  http: port,
  https: port,
  scheme: "http",
  name: "shop.example.com",
  origin: "http://shop.example.com",
  canonical: "http://shop.example.com",
  login: "",
  from: null,
  front: null,
  patienceMs: 3000,
});

test.each(["nginx+access", "nginx+limits", "nginx+routes", "apache-uwsgi-django"])(
  "no probe of %s passes where everything is allowed",
  async (name) => {
    const { probes, ...rest } = probesOf(compileText(readStack(name)).plan);
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

describe("forged headers", () => {
  const action = { kind: "same", ask: { target: "/" }, forged: [["X-Forwarded-For", "10.0.0.1"]] } as const;
  type Answering = (isForged: boolean) => string;
  const plain = (status: number, more = ""): string => `HTTP/1.1 ${status} Said\r\nContent-Length: 0\r\n${more}\r\n`;

  async function asked(answer: Answering, first?: number) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (data) => socket.end(answer(data.includes("X-Forwarded-For"))));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const way = wayAt(typeof address === "object" && address !== null ? address.port : 0);
    try {
      return await answeredSame(first === undefined ? action : { ...action, first }, { probes: SHOP, way, inside: null });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }

  test("that change nothing, or are refused, pass", async () => {
    expect(await asked(() => plain(404))).toEqual({ kind: "ok" });
    expect(await asked((isForged) => plain(isForged ? 400 : 200))).toEqual({ kind: "ok" });
    expect(await asked((isForged) => (isForged ? "" : plain(200)))).toEqual({ kind: "ok" });
    expect(await asked((isForged) => plain(302, `Location: https://shop/?state=${isForged}\r\n`))).toEqual({ kind: "ok" });
  });

  test("that open a door, or lead elsewhere, fail", async () => {
    expect(await asked((isForged) => plain(isForged ? 200 : 403), 403)).toEqual({
      kind: "failed",
      faults: ["forged headers made 200 of 403"],
    });
    expect(await asked((isForged) => plain(302, `Location: https://${isForged ? "forged" : "shop"}/a\r\n`))).toEqual({
      kind: "failed",
      faults: ["forged headers made it lead to https://forged/a, not https://shop/a"],
    });
  });

  test("say nothing where the door is open to whoever asks", async () => {
    expect(await asked(() => plain(200), 403)).toMatchObject({ kind: "unasked" });
  });
});

describe("an edge that the prober plays", () => {
  const behind = (front: Omit<Front, "address">): Way => ({
    ...wayAt(1),
    scheme: "https",
    from: "127.0.9.9",
    front: { address: EDGE, ...front },
  });
  const lb = behind({ tls: "edge", clientHeader: "X-Forwarded-For" });
  const cdn = behind({ tls: "both", clientHeader: "CF-Connecting-IP" });

  test("grows the list that a client began, and writes its own header anew", () => {
    const sent = [
      ["x-forwarded-for", "203.0.113.66"],
      ["CF-Connecting-IP", "203.0.113.66"],
      ["X-Forwarded-Proto", "http"],
    ] as const;
    expect(throughEdge({ headers: sent }, lb).headers).toEqual([
      ["CF-Connecting-IP", "203.0.113.66"],
      ["X-Forwarded-For", "203.0.113.66, 127.0.9.9"],
      ["X-Forwarded-Proto", "https"],
    ]);
    expect(throughEdge({ headers: sent, scheme: "http" }, cdn).headers).toEqual([
      ["x-forwarded-for", "203.0.113.66"],
      ["CF-Connecting-IP", "127.0.9.9"],
      ["X-Forwarded-Proto", "http"],
    ]);
  });

  test("speaks for itself in a request that is written out, too", () => {
    expect(throughEdge({ raw: "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n" }, lb).raw).toBe(
      "GET / HTTP/1.1\r\nX-Forwarded-For: 127.0.9.9\r\nX-Forwarded-Proto: https\r\nHost: {host}\r\n\r\n",
    );
  });

  test("has a wire of its own, unless it passes TLS on", () => {
    expect([wireOf(lb, "https"), wireOf(cdn, "http"), wireOf(behind({ tls: "web", clientHeader: "proxy_protocol" }), "http")]).toEqual([
      "http",
      "https",
      "http",
    ]);
    expect(wireOf(asStranger("plain", lb), "https")).toBe("https");
  });
});

describe("a report", () => {
  const probe = (id: string): Probe => ({
    id,
    rule: "X8",
    at: "edge",
    holds: "it holds",
    where: "anywhere",
    action: { kind: "ask", ask: {}, want: {} },
  });
  const report: Report = {
    name: "shop",
    environment: null,
    url: null,
    leftOut: 3,
    elsewhere: ["certificate", "other"],
    rows: [
      { probe: probe("good"), outcome: { kind: "ok" }, place: "stack.yaml:1:1" },
      { probe: probe("bad"), outcome: { kind: "failed", faults: ["it is \u001b[31mred"] }, place: "edge (default)" },
      { probe: probe("unknown"), outcome: { kind: "unasked", reason: "nobody knows" }, place: "edge (default)" },
    ],
  };

  test("is a line a probe, with what is otherwise below it, and nothing that moves a cursor", () => {
    expect(printReport(report)).toBe(`ok    good     X8  it holds  stack.yaml:1:1
FAIL  bad      X8  it holds  edge (default)
      it is \\u{1b}[31mred
-     unknown  X8  it holds  edge (default)
      nobody knows

not asked, as they are asked of a site in service alone, with --url: certificate, other
1 passed, 1 failed, 1 not asked, 3 paths like others not probed
`);
  });

  test("as JUnit's XML has a test a probe, and no character that XML has not", () => {
    const { stdout, status } = spawnSync("python3", ["-c", READ_XML], { input: printReportJunit(report), encoding: "utf8" });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      ["good: it holds", null],
      ["bad: it holds", "it is \\u{1b}[31mred"],
      ["unknown: it holds", "nobody knows"],
    ]);
  });

  test("as JSON is what its schema says", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "report.schema.json"), "utf8")) as object;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const data = JSON.parse(printReportJson(report)) as { probes: object[] };
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
    expect(data.probes[1]).toMatchObject({ id: "bad", outcome: "failed", details: ["it is \u001b[31mred"] });
    expect(validate({ ...data, more: 1 })).toBe(false);
  });
});

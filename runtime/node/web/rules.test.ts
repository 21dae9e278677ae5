/** Names, redirects, limits, access, maintenance, cache, error pages: what the settings rule. */
import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "./testing/raw-client.ts";
import { type Changes, HTTPS_SITE, locationForTest } from "./testing/settings-for-test.ts";
import { folderForTest, type SiteForTest, siteForTest } from "./testing/site-for-test.ts";

const app = { kind: "app", app: "app", stream: false, websocket: false } as const;

async function statusFor({ port }: SiteForTest, bytes: string): Promise<number | undefined> {
  return statusesOf((await talk(port, [bytes], isWhole)).text)[0];
}

test("aliases lead to the canonical name, path and query kept", async () => {
  const { port } = await siteForTest();
  const { text } = await talk(port, ["GET /a%20b?c HTTP/1.1\r\nHost: WWW.shop.example.com:80\r\n\r\n"], isWhole);
  expect(text).toMatch(/^HTTP\/1.1 301 .*\r\n[^]*Location: http:\/\/shop.example.com\/a%20b\?c\r\n/);
});

const https = {
  site: { ...HTTPS_SITE, domains: ["shop.example.com", "*.shop.example.org"] },
} satisfies Changes;

test("http leads to https under the same name, health too", async () => {
  const site = await siteForTest({
    ...https,
    locations: [locationForTest("/healthz", { kind: "health", app: "app" }, { exact: true }), locationForTest("/", app)],
  });
  const { text } = await talk(
    site.port,
    ["GET //evil.example/%2e HTTP/1.1\r\nHost: eu.shop.example.org\r\n\r\n".replace("/%2e", "/x")],
    isWhole,
  );
  expect(text).toContain("Location: https://eu.shop.example.org//evil.example/x\r\n");
  expect(text).not.toContain("Strict-Transport-Security");
  expect(await statusFor(site, get("/healthz"))).toBe(301);
  expect(await statusFor(site, "GET /healthz HTTP/1.1\r\nHost: 10.0.0.7\r\n\r\n")).toBeUndefined();
  expect(site.access.length).toBe(3);
});

test("a load balancer's probes come by address, and are answered", async () => {
  const health = locationForTest("/healthz", { kind: "health", app: "app" }, { exact: true });
  const edge = { trusted: ["127.0.0.1"], endsTls: true, proxyProtocol: false, clientHeader: null, protoHeader: "X-Forwarded-Proto" };
  const site = await siteForTest({ ...https, edge, site: { ...https.site, probedByAddress: true }, locations: [health] });
  expect(await statusFor(site, "GET /healthz HTTP/1.1\r\nHost: 10.0.0.7\r\n\r\n")).toBe(200);
});

test("behind an edge that ends TLS, what it says counts: http is sent on, its probes are not", async () => {
  const edge = {
    trusted: ["127.0.0.1"],
    endsTls: true,
    proxyProtocol: false,
    clientHeader: "X-Forwarded-For",
    protoHeader: "X-Forwarded-Proto",
  };
  const site = await siteForTest({ ...https, edge });
  expect(await statusFor(site, get("/", "X-Forwarded-Proto: http\r\n"))).toBe(301);
  expect(await statusFor(site, get("/"))).toBe(200);
  const { text } = await talk(site.port, [get("/", "X-Forwarded-Proto: https\r\n")], isWhole);
  expect(text).toContain("Strict-Transport-Security: max-age=60\r\n");
});

test("a rate is a bucket for each client and zone", async () => {
  const rate = { zone: "rate1", count: 1, perS: 60, burst: 2 };
  const site = await siteForTest({ locations: [locationForTest("/login", app, { rate }), locationForTest("/", app)] });
  const statuses: (number | undefined)[] = [];
  for (let turn = 0; turn < 4; turn++) statuses.push(await statusFor(site, get("/login")));
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(await statusFor(site, get("/"))).toBe(200);
});

test("connections of one client", async () => {
  const site = await siteForTest({ limits: { connections: 2 } as Changes["limits"] & object }, () => {});
  const held = [1, 2].map(() => talk(site.port, [get("/")], isWhole));
  await expect.poll(() => site.worker?.requests.length).toBe(2);
  expect(await statusFor(site, get("/"))).toBe(429);
  await Promise.all(held);
});

test("a users' file that is not there does not open the door", async () => {
  const access = { allow: [], deny: [], basicAuth: { realm: "x", usersFile: "/nowhere/users" }, satisfy: "all" } as const;
  await expect(siteForTest({ locations: [locationForTest("/", app, { access })] })).rejects.toThrow("ENOENT");
});

test("access by password, in front of the app", async () => {
  const users = `${await folderForTest()}/users`;
  await writeFile(users, `# ours\nann:{SHA}${createHash("sha1").update("secret").digest("base64")}\nbob:$y$j9T$unreadable\n`);
  const access = (allow: readonly string[], satisfy: "any" | "all") => ({
    allow,
    deny: [],
    basicAuth: { realm: 'Back "office"', usersFile: users },
    satisfy,
  });
  const none = { allow: [], deny: [], basicAuth: null, satisfy: "all" } as const;
  const site = await siteForTest({
    locations: [
      locationForTest("/inside", app, { access: { ...none, allow: ["10.0.0.0/8", "2001:db8::/32"] } }),
      locationForTest("/here", app, { access: { ...none, allow: ["127.0.0.0/8"] } }),
      locationForTest("/denied", app, { access: { ...none, deny: ["127.0.0.1"] } }),
      locationForTest("/either", app, { access: access(["10.0.0.0/8"], "any") }),
      locationForTest("/easy", app, { access: access(["127.0.0.1"], "any") }),
      locationForTest("/both", app, { access: access(["10.0.0.0/8"], "all") }),
      locationForTest("/", app),
    ],
  });
  const password = (pair: string) => `Authorization: Basic ${Buffer.from(pair).toString("base64")}\r\n`;
  const rows: readonly (readonly [string, string, number])[] = [
    ["/inside", "", 403],
    ["/here", "", 200],
    ["/denied", "", 403],
    ["/either", "", 401],
    ["/either", password("ann:secret"), 200],
    ["/either", password("ann:secret"), 200],
    ["/either", password("ann:wrong"), 401],
    ["/either", password("bob:x"), 401],
    ["/either", password("nobody:"), 401],
    ["/either", "Authorization: Bearer x\r\n", 401],
    ["/easy", "", 200],
    ["/both", password("ann:secret"), 403],
    ["/insider", "", 200],
  ];
  for (const [path, fields, status] of rows)
    expect([path, fields, await statusFor(site, get(path, fields))]).toEqual([path, fields, status]);
  expect((await talk(site.port, [get("/either")], isWhole)).text).toContain('WWW-Authenticate: Basic realm="Back \\"office\\""\r\n');
  expect(site.logged.join("")).toContain('"user":"bob"');
});

test("maintenance is on while its file is there; health goes on", async () => {
  const locations = [locationForTest("/healthz", { kind: "health", app: "app" }, { exact: true }), locationForTest("/", app)];
  const site = await siteForTest({ locations });
  await writeFile(`${site.folder}/maintenance`, "");
  const { text } = await talk(site.port, [get("/")], isWhole);
  expect(text).toMatch(/^HTTP\/1.1 503[^]*Retry-After: 600\r\n/);
  expect(await statusFor(site, get("/healthz"))).toBe(200);
  await rm(`${site.folder}/maintenance`);
  await expect.poll(() => statusFor(site, get("/"))).toBe(200);
});

test("error pages of the project stand in for the plain line", async () => {
  const page = `${await folderForTest()}/sorry.html`;
  await writeFile(page, "<h1>Sorry</h1>");
  const site = await siteForTest({ errors: [{ statuses: [502, 504], file: page }] }, null);
  const { text } = await talk(site.port, [get("/")], isWhole);
  expect(text).toMatch(/^HTTP\/1.1 502[^]*Content-Type: text\/html[^]*X-Content-Type-Options: nosniff[^]*<h1>Sorry<\/h1>$/);
});

test("an answer is kept for moments, for everybody's questions alone", async () => {
  let count = 0;
  const locations = [locationForTest("/", app, { cache: { timeS: 60, staleS: 0 } })];
  const site = await siteForTest({ locations }, (socket, { environ }) => {
    count += 1;
    const path = environ.get("PATH_INFO") ?? "";
    const fields: Record<string, string> = {
      "/cookie": "Set-Cookie: a=1\r\n",
      "/private": "Cache-Control: private\r\n",
      "/vary": "Vary: Cookie\r\n",
      "/short": "Cache-Control: max-age=0\r\n",
    };
    socket.end(`${fields[path] ?? ""}Content-Length: ${String(count).length}\r\n\r\n${count}`);
  });
  const body = async (path: string, more = "") => (await talk(site.port, [get(path, more)], isWhole)).text.split("\r\n\r\n")[1];
  expect([
    await body("/a"),
    await body("/a"),
    await body("/a?x"),
    await body("/a", "Cookie: s=1\r\n"),
    await body("/a", "Authorization: Basic eA==\r\n"),
    await body("/a"),
  ]).toEqual(["1", "1", "2", "3", "4", "1"]);
  for (const path of ["/cookie", "/private", "/vary", "/short"]) expect(await body(path)).not.toBe(await body(path));
});

test("who asks at the same moment waits for one answer", async () => {
  const site = await siteForTest({ locations: [locationForTest("/", app, { cache: { timeS: 60, staleS: 0 } })] }, (socket) =>
    setTimeout(() => socket.end("Content-Length: 2\r\n\r\nok"), 100),
  );
  const all = await Promise.all(Array.from({ length: 10 }, () => statusFor(site, get("/"))));
  expect(all).toEqual(Array.from({ length: 10 }, () => 200));
  expect(site.worker?.requests.length).toBe(1);
});

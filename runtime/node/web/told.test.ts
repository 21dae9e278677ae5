/** What an app is told about a request, whatever the client says about itself. */
import { connect } from "node:net";
import { expect, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "./testing/raw-client.ts";
import { locationForTest } from "./testing/settings-for-test.ts";
import { siteForTest } from "./testing/site-for-test.ts";

const app = { kind: "app", app: "app", stream: false, websocket: false } as const;

async function environAfter(bytes: string, changes: Parameters<typeof siteForTest>[0] = {}) {
  const { port, worker } = await siteForTest(changes);
  await talk(port, [bytes], isWhole);
  return worker?.requests[0] ?? { environ: new Map<string, string>(), body: Buffer.alloc(0) };
}

test("the variables of a plain request", async () => {
  const { environ } = await environAfter(get("/a%20b/%E2%82%AC?x=1&y=%20", "Accept: a\r\nAccept: b\r\nCookie: c=1\r\n"));
  expect(Object.fromEntries(environ)).toMatchObject({
    CONTENT_LENGTH: "0",
    SCGI: "1",
    REQUEST_METHOD: "GET",
    REQUEST_URI: "/a%20b/%E2%82%AC?x=1&y=%20",
    SCRIPT_NAME: "",
    PATH_INFO: "/a b/\xe2\x82\xac",
    QUERY_STRING: "x=1&y=%20",
    SERVER_PROTOCOL: "HTTP/1.1",
    SERVER_NAME: "shop.example.com",
    SERVER_PORT: "80",
    REMOTE_ADDR: "127.0.0.1",
    REQUEST_SCHEME: "http",
    HTTP_HOST: "shop.example.com",
    HTTP_ACCEPT: "a, b",
    HTTP_COOKIE: "c=1",
  });
  expect(environ.has("HTTPS")).toBe(false);
});

test("forwarded headers are ours alone, and their siblings are gone", async () => {
  const lies = [
    "X-Forwarded-For: 6.6.6.6",
    "X-Forwarded-Proto: https",
    "X-Real-IP: 6.6.6.6",
    "X-Scheme: https",
    "X-Request-ID: mine",
    "Forwarded: for=6.6.6.6",
  ];
  const more = [
    "X-Forwarded-Host: evil",
    "Proxy: http://evil",
    "X_Forwarded_For: 6.6.6.6",
    "Content_Length: 7",
    "Connection: X-Forwarded-For, close",
    "TE: trailers",
  ];
  const { environ } = await environAfter(get("/", [...lies, ...more].map((line) => `${line}\r\n`).join("")));
  expect(environ.get("HTTP_X_FORWARDED_FOR")).toBe("127.0.0.1");
  expect(environ.get("HTTP_X_FORWARDED_PROTO")).toBe("http");
  expect(environ.get("HTTP_X_REAL_IP")).toBe("127.0.0.1");
  expect(environ.get("HTTP_X_SCHEME")).toBe("http");
  expect(environ.get("HTTP_X_REQUEST_ID")).toMatch(/^[0-9a-f]{32}$/);
  for (const name of ["HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_PROXY", "HTTP_CONNECTION", "HTTP_TE", "HTTP_CONTENT_LENGTH"])
    expect(environ.has(name)).toBe(false);
  expect([...environ.values()].join(" ")).not.toContain("6.6.6.6");
});

const edge = {
  trusted: ["127.0.0.0/8"],
  endsTls: true,
  proxyProtocol: false,
  clientHeader: "X-Forwarded-For",
  protoHeader: "X-Forwarded-Proto",
};

test("a trusted edge is believed: the first stranger from the right", async () => {
  const id = "0123456789abcdef0123456789abcdef";
  const { environ } = await environAfter(
    get("/", `X-Forwarded-For: 6.6.6.6, 198.51.100.7\r\nX-Forwarded-For: 127.0.0.9\r\nX-Forwarded-Proto: https\r\nX-Request-ID: ${id}\r\n`),
    { edge },
  );
  expect(environ.get("REMOTE_ADDR")).toBe("198.51.100.7");
  expect(environ.get("HTTP_X_FORWARDED_FOR")).toBe("198.51.100.7");
  expect(environ.get("REQUEST_SCHEME")).toBe("https");
  expect(environ.get("HTTPS")).toBe("on");
  expect(environ.get("HTTP_X_REQUEST_ID")).toBe(id);
});

const told: readonly (readonly [fields: string, address: string])[] = [
  ["X-Forwarded-For: 203.0.113.9:4711", "203.0.113.9"],
  ["X-Forwarded-For: 6.6.6.6, [2001:db8::9]:443", "2001:db8::9"],
  ["X-Forwarded-For: [2001:DB8:0::9]", "2001:db8::9"],
  ["X-Forwarded-For: 2001:db8::9", "2001:db8::9"],
  ["X-Forwarded-For: fe80::9%eth0", "fe80::9"],
  ["X-Forwarded-For: [fe80::9%eth0]:443", "fe80::9"],
  ["X-Forwarded-For: ::ffff:203.0.113.9", "203.0.113.9"],
  ["X-Forwarded-For: [::ffff:cb00:7109]:80", "203.0.113.9"],
  ["X-Forwarded-For: 203.0.113.9:1, 127.0.0.9:2", "203.0.113.9"],
  ["X-Forwarded-For: 127.0.0.9:2", "127.0.0.9"],
  ["X-Real-IP: 203.0.113.9:4711", "203.0.113.9"],
  ["X-Real-IP: [2001:db8::9]:443", "2001:db8::9"],
  ["X-Forwarded-For: , 203.0.113.9 , ,", "203.0.113.9"],
  ["X-Forwarded-For:", "127.0.0.1"],
];

/** What cannot be read names somebody, and nobody knows whom: not the edge, and no address that anybody has. */
const unread: readonly string[] = [
  "X-Forwarded-For: unknown",
  "X-Forwarded-For: _hidden",
  "X-Forwarded-For: , ,",
  "X-Forwarded-For: 203.0.113.9:",
  "X-Forwarded-For: 203.0.113.9:443:1",
  "X-Forwarded-For: 203.0.113",
  "X-Forwarded-For: 203.0.113.0009",
  "X-Forwarded-For: [203.0.113.9]:443",
  "X-Forwarded-For: [2001:db8::9",
  "X-Forwarded-For: shop.example.com",
  "X-Forwarded-For: 203.0.113.9, unknown, 127.0.0.9",
  "X-Real-IP: unknown",
  "X-Real-IP: 203.0.113.9, 203.0.113.8",
  "X-Real-IP: 203.0.113.9\r\nX-Real-IP: 203.0.113.8",
];

const within = (networks: readonly string[]) => ({ allow: networks, deny: [], basicAuth: null, satisfy: "all" }) as const;

const locations = [
  locationForTest("/inside", app, { access: within(["127.0.0.0/8", "10.0.0.0/8"]) }),
  locationForTest("/outside", app, { access: { ...within([]), deny: ["203.0.113.0/28"] } }),
  locationForTest("/few", app, { rate: { zone: "few", count: 1, perS: 3600, burst: 0 } }),
  locationForTest("/", app),
];

const headerOf = (fields: string): string => fields.split(":")[0] ?? "";

test.each(told)("of an edge's %s", async (fields, address) => {
  const { environ } = await environAfter(get("/", `${fields}\r\n`), { edge: { ...edge, clientHeader: headerOf(fields) } });
  expect([environ.get("REMOTE_ADDR"), environ.get("HTTP_X_FORWARDED_FOR"), environ.get("HTTP_X_REAL_IP")]).toEqual([
    address,
    address,
    address,
  ]);
});

test.each(unread)("nobody is inside, and all such are one client, by an edge's %s", async (fields) => {
  const { port, worker, access } = await siteForTest({ edge: { ...edge, clientHeader: headerOf(fields) }, locations });
  const status = async (path: string, more: string) => statusesOf((await talk(port, [get(path, `${more}\r\n`)], isWhole)).text)[0];
  const other = `${headerOf(fields)}: unreadable`;
  const known = `${headerOf(fields)}: 203.0.113.77`;
  expect([
    await status("/", fields),
    await status("/inside", fields),
    await status("/outside", fields),
    await status("/outside", known),
    await status("/few", fields),
    await status("/few", other),
    await status("/few", known),
    // Where it says nothing, the edge speaks for itself.
    await status("/inside", "X: y"),
    await status("/few", "X: y"),
  ]).toEqual([200, 403, 403, 200, 200, 429, 200, 200, 200]);
  expect(worker?.requests[0]?.environ.get("REMOTE_ADDR")).toBe("0.0.0.0");
  expect(JSON.parse(access[0] ?? "")).toMatchObject({ client: "0.0.0.0" });
});

test("a peer that is not the edge is not believed", async () => {
  const { environ } = await environAfter(get("/", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n"), {
    edge: { ...edge, trusted: ["192.0.2.0/24"] },
  });
  expect(environ.get("REMOTE_ADDR")).toBe("127.0.0.1");
  expect(environ.get("REQUEST_SCHEME")).toBe("http");
});

test.each([
  ["version 1", Buffer.from("PROXY TCP4 203.0.113.9 192.0.2.1 4711 80\r\n"), "203.0.113.9"],
  [
    "version 2",
    Buffer.concat([
      Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1"),
      Buffer.from([0x21, 0x11, 0, 12, 203, 0, 113, 8, 192, 0, 2, 1, 0, 80, 0, 80]),
    ]),
    "203.0.113.8",
  ],
])("the PROXY protocol, %s, in one piece and byte by byte", async (_, head, address) => {
  const proxied = { edge: { trusted: ["127.0.0.1"], endsTls: false, proxyProtocol: true, clientHeader: null, protoHeader: null } };
  const { port, worker } = await siteForTest(proxied);
  const request = Buffer.from(get("/"));
  await talk(port, [Buffer.concat([head, request])], isWhole);
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  for (const byte of Buffer.concat([head, request])) socket.write(Buffer.from([byte]));
  await new Promise((resolve) => socket.once("data", resolve));
  socket.destroy();
  expect(worker?.requests.map(({ environ }) => environ.get("REMOTE_ADDR"))).toEqual([address, address]);
});

test("a connection without the PROXY line it must have is cut", async () => {
  const { port } = await siteForTest({
    edge: { trusted: ["127.0.0.1"], endsTls: false, proxyProtocol: true, clientHeader: null, protoHeader: null },
  });
  expect(await talk(port, [get("/")])).toEqual({ text: "", closed: true });
});

test("a chunked body has a length for the app", async () => {
  const { environ, body } = await environAfter(
    "POST / HTTP/1.1\r\nHost: shop.example.com\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
  );
  expect(environ.get("CONTENT_LENGTH")).toBe("11");
  expect(environ.has("HTTP_TRANSFER_ENCODING")).toBe(false);
  expect(body.toString()).toBe("hello world");
});

test("a body beyond memory goes by disk, whole, and leaves nothing there", async () => {
  const sent = Buffer.alloc(900_000, "0123456789");
  const head = Buffer.from(`POST / HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: ${sent.length}\r\n\r\n`);
  const { port, worker, folder } = await siteForTest();
  await talk(port, [head, sent], isWhole);
  expect(worker?.requests[0]?.body.equals(sent)).toBe(true);
  const { readdir } = await import("node:fs/promises");
  expect(await readdir(`${folder}/cache/spool`)).toEqual([]);
});

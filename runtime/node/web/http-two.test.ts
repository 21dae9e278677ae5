/** HTTP/2: what a client begins and does not end, or does not read, ends by itself. */
import { once } from "node:events";
import { type ClientHttp2Session, connect as connectTwo } from "node:http2";
import { connect, type TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import type { Location } from "./settings.ts";
import { type Act, HELLO } from "./testing/fake-worker.ts";
import { type Changes, HTTPS_SITE, locationForTest } from "./testing/settings-for-test.ts";
import { type SiteForTest, siteForTest } from "./testing/site-for-test.ts";
import { tlsForTest } from "./testing/tls-for-test.ts";

type Site = SiteForTest & { readonly secure: number };

async function openSite(limits: object = {}, act?: Act, locations?: readonly Location[]): Promise<Site> {
  const site = await siteForTest(
    {
      tls: await tlsForTest(),
      site: HTTPS_SITE,
      listen: { http: null, https: 0, addresses: ["127.0.0.1"] },
      ...(locations === undefined ? {} : { locations }),
      limits: { headerTimeS: 1, keepaliveS: 1, bodyTimeS: 1, sendTimeS: 1, ...limits },
    } as Changes,
    act,
  );
  return { ...site, secure: site.server.ports[0]?.port ?? 0 };
}

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const [DATA, HEADERS, RESET, SETTINGS, PING, WINDOW, CONTINUATION] = [0, 1, 3, 4, 6, 8, 9];

function frame(kind: number | undefined, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = kind ?? 0;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Static table of HPACK (RFC 7541, appendix A): GET or POST, https, `/`, and an authority in letters. */
function block(method: "GET" | "POST" = "GET"): Buffer {
  const name = Buffer.from("shop.example.com");
  return Buffer.concat([Buffer.from([method === "GET" ? 0x82 : 0x83, 0x87, 0x84, 0x41, name.length]), name]);
}

async function openRaw(port: number): Promise<TLSSocket> {
  const socket = connect({ port, host: "127.0.0.1", servername: "shop.example.com", rejectUnauthorized: false, ALPNProtocols: ["h2"] });
  socket.on("error", () => {});
  await once(socket, "secureConnect");
  socket.write(Buffer.concat([Buffer.from(PREFACE, "latin1"), frame(SETTINGS, 0, 0)]));
  return socket;
}

const whole = frame(HEADERS, 0x5, 1, block());
const taken = (stream: number): Buffer =>
  Buffer.concat([frame(HEADERS, 0x5, stream, block()), frame(RESET, 0, stream, Buffer.from([0, 0, 0, 8]))]);

/** Each begins well, then goes on in its own way. `again`: said over and over. */
const lingering: Readonly<Record<string, { readonly first?: readonly Buffer[]; readonly again?: Buffer }>> = {
  "says nothing": {},
  "half a header block": { first: [frame(HEADERS, 0x1, 1, block())] },
  "a header block in pieces that never end": { first: [frame(HEADERS, 0x1, 1, block())], again: frame(CONTINUATION, 0, 1) },
  "pings for ever": { again: frame(PING, 0, 0, Buffer.alloc(8)) },
  "settings for ever": { again: frame(SETTINGS, 0, 0) },
  "windows for ever": { again: frame(WINDOW, 0, 0, Buffer.from([0, 0, 0, 1])) },
  "half a frame": { first: [whole.subarray(0, 12)] },
  "one request, then half of the next": { first: [whole, frame(HEADERS, 0x1, 3, block())] },
  "one request, then pings for ever": { first: [whole], again: frame(PING, 0, 0, Buffer.alloc(8)) },
  "a body that does not come": { first: [frame(HEADERS, 0x4, 1, block("POST"))] },
  "half a body, then half of its trailer": {
    first: [frame(HEADERS, 0x4, 1, block("POST")), frame(DATA, 0, 1, Buffer.from("a")), frame(HEADERS, 0x1, 1)],
  },
  "thousands of requests that it takes back": { first: Array.from({ length: 3000 }, (_, at) => taken(2 * at + 1)) },
  "thousands of pings": { first: [Buffer.concat(Array.from({ length: 3000 }, () => frame(PING, 0, 0, Buffer.alloc(8))))] },
};

test("a client that does not come to an end is let go", async () => {
  const site = await openSite();
  const there = new Set(Object.keys(lingering));
  for (const [name, { first = [], again }] of Object.entries(lingering)) {
    const socket = await openRaw(site.secure);
    socket.resume();
    for (const bytes of first) socket.write(bytes);
    const repeating = setInterval(() => again !== undefined && socket.write(again), 100);
    socket.once("close", () => {
      clearInterval(repeating);
      there.delete(name);
    });
  }
  await expect.poll(() => [...there], { timeout: 20_000 }).toEqual([]);
  await expect.poll(() => site.server.connections()).toBe(0);
});

test.each([
  ["a long one", Buffer.concat([Buffer.from("Content-Type: image/png\r\n\r\n"), Buffer.alloc(2_000_000)])],
  ["a short one", Buffer.from(HELLO)],
  ["our own", Buffer.alloc(0)],
])("a client that has no window for its answer is let go: %s", async (_, answer) => {
  const site = await openSite({}, (socket) => socket.end(answer));
  const socket = await openRaw(site.secure);
  // A window of nothing: not even a short answer can leave.
  socket.write(frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 0, 0])));
  for (const stream of [1, 3, 5]) socket.write(frame(HEADERS, 0x5, stream, block()));
  socket.resume();
  await once(socket, "close");
});

test("a client that does not read its connection is let go", async () => {
  const site = await openSite({}, (socket) =>
    socket.end(Buffer.concat([Buffer.from("Content-Type: image/png\r\n\r\n"), Buffer.alloc(8_000_000)])),
  );
  const socket = await openRaw(site.secure);
  const large = Buffer.from([0x7f, 0, 0, 0]);
  socket.write(Buffer.concat([frame(SETTINGS, 0, 0, Buffer.concat([Buffer.from([0, 4]), large])), frame(WINDOW, 0, 0, large)]));
  for (const stream of [1, 3, 5]) socket.write(frame(HEADERS, 0x5, stream, block()));
  socket.pause();
  await expect.poll(() => site.access.length, { timeout: 20_000 }).toBe(3);
  await expect.poll(() => site.server.connections(), { timeout: 20_000 }).toBe(0);
  socket.destroy();
});

function openSession(port: number): ClientHttp2Session {
  return connectTwo(`https://127.0.0.1:${port}`, { servername: "shop.example.com", rejectUnauthorized: false });
}

async function ask(session: ClientHttp2Session): Promise<number> {
  const stream = session.request({ ":authority": "shop.example.com", ":path": "/" });
  const [head] = await once(stream, "response");
  stream.resume();
  await once(stream, "close");
  return head[":status"];
}

test("an answer that takes longer than any of these times comes, and a second one on the same connection", async () => {
  const site = await openSite({ requestTimeS: 10 }, (socket) => setTimeout(() => socket.end(HELLO), 1700));
  const session = openSession(site.secure);
  expect([await ask(session), await ask(session)]).toEqual([200, 200]);
  session.destroy();
});

const twice: readonly (readonly [fields: readonly string[], wanted: Record<string, string | string[]>])[] = [
  [["Content-Language: de", "Content-Language: en"], { "content-language": "de, en" }],
  [["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Credentials: true"], { "access-control-allow-credentials": "true" }],
  [["Content-Type: text/plain", "content-type: text/html"], { "content-type": "text/plain" }],
  [['ETag: "a"', 'ETag: "b"', "Expires: 0", "Expires: 1"], { etag: '"a"', expires: "0" }],
  [["Location: /a", "Location: /b", "Retry-After: 1", "Retry-After: 2"], { location: "/a", "retry-after": "1" }],
  [["Set-Cookie: a=1", "Set-Cookie: b=2", "X-Two: 1", "X-Two: 2"], { "set-cookie": ["a=1", "b=2"], "x-two": "1, 2" }],
  [
    ["HTTP2-Settings: x", "Connection: close", "Upgrade: h2c", "Keep-Alive: 1", "TE: gzip", "Proxy-Connection: x", "Transfer-Encoding: x"],
    {},
  ],
  [["__proto__: x", "constructor: y"], { constructor: "y" }],
];

test("what HTTP/2 has once an app may say twice: no answer stays away", async () => {
  let fields: readonly string[] = [];
  const site = await openSite({}, (socket) => socket.end(`${fields.join("\r\n")}\r\nContent-Length: 2\r\n\r\nok`));
  const session = openSession(site.secure);
  for (const [said, wanted] of twice) {
    fields = said;
    const stream = session.request({ ":authority": "shop.example.com", ":path": "/" });
    const [head] = await once(stream, "response");
    stream.resume();
    await once(stream, "close");
    expect(head).toMatchObject({ ":status": 200, ...wanted });
    expect(Object.keys(head).filter((name) => ["connection", "http2-settings", "upgrade", "keep-alive", "te"].includes(name))).toEqual([]);
  }
  expect(site.logged).toEqual([]);
  session.destroy();
});

test("each name of which Node takes one value is known here", async () => {
  const names: string[] = [];
  const site = await openSite({}, (socket) => {
    const name = names.at(-1) ?? "";
    socket.end(`${name}: 1\r\n${name}: 1\r\nX-Length: 0\r\n\r\n`);
  });
  const session = openSession(site.secure);
  const all = (await import("node:http2")).constants;
  for (const [constant, name] of Object.entries(all)) {
    if (!constant.startsWith("HTTP2_HEADER_") || typeof name !== "string" || name.startsWith(":") || name === "content-length") continue;
    names.push(name);
    expect([name, await ask(session)]).toEqual([name, 200]);
  }
  expect(names.length).toBeGreaterThan(50);
  expect(site.logged).toEqual([]);
  session.destroy();
});

test("a GET with a body is asked for itself, and its answer is nobody else's", async () => {
  const app = { kind: "app", app: "app", stream: false, websocket: false } as const;
  const site = await openSite({}, (socket, { body }) => socket.end(`Content-Length: ${body.length + 5}\r\n\r\nbody=${body}`), [
    locationForTest("/", app, { cache: { timeS: 60, staleS: 0 } }),
  ]);
  const session = openSession(site.secure);
  const bodyOf = async (sent: string): Promise<string> => {
    const stream = session.request({ ":authority": "shop.example.com", ":path": "/" }, { endStream: sent === "" });
    if (sent !== "") stream.end(sent);
    let text = "";
    stream.on("data", (chunk: Buffer) => (text += chunk));
    await once(stream, "close");
    return text;
  };
  expect([await bodyOf("POISON"), await bodyOf(""), await bodyOf("POISON"), await bodyOf("")]).toEqual([
    "body=POISON",
    "body=",
    "body=POISON",
    "body=",
  ]);
  expect(site.worker?.requests.length).toBe(3);
  session.destroy();
});

/** How an app's answer reaches the client, and what happens when there is none, or none that is whole. */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { HELLO } from "./testing/fake-worker.ts";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
import { locationForTest } from "./testing/settings-for-test.ts";
import { siteForTest } from "./testing/site-for-test.ts";

const app = { kind: "app", app: "app", stream: false, websocket: false } as const;

test("an answer passes, with the site's own headers in place of the app's", async () => {
  const { port, access } = await siteForTest({}, (socket) => {
    socket.end(
      "Status: 201 Made\r\nServer: old\r\nx-powered-by: x\r\nX-Content-Type-Options: wrong\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\nok",
    );
  });
  const { text } = await talk(port, [get("/x?y")], isWhole);
  expect(statusesOf(text)).toEqual([201]);
  expect(text).toMatch(/Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n/);
  expect(text).not.toMatch(/server:|x-powered-by|wrong/i);
  expect(text).toMatch(/X-Request-ID: [0-9a-f]{32}\r\n/);
  expect(JSON.parse(access[0] ?? "{}")).toMatchObject({
    client: "127.0.0.1",
    method: "GET",
    uri: "/x?y",
    status: 201,
    bytes: 2,
    host: "shop.example.com",
  });
});

test("no worker: 502; the log says why", async () => {
  const { port, logged } = await siteForTest({}, null);
  const { text } = await talk(port, [get("/")], isWhole);
  expect(statusesOf(text)).toEqual([502]);
  expect(logged.join("")).toContain('"fault":"refused"');
});

test("a GET whose worker was not there yet is tried again, a POST is not", async () => {
  const { port, folder } = await siteForTest({}, null);
  const { startFakeWorker } = await import("./testing/fake-worker.ts");
  const first = talk(port, [get("/")], isWhole);
  const posted = talk(port, ["POST / HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: 0\r\n\r\n"], isWhole);
  expect(statusesOf((await posted).text)).toEqual([502]);
  const worker = await startFakeWorker(`${folder}/app.sock`);
  expect(statusesOf((await first).text)).toEqual([200]);
  await worker.close();
});

test.each([
  ["dies before it answers", "", 502],
  ["dies in its head", "Status: 200 OK\r\nX: ", 502],
  ["speaks nonsense", "\x00\x01\x02\r\n\r\n", 502],
  ["puts a control character into a field", "Status: 200 OK\r\nX: a\x01b\r\n\r\n", 502],
  ["says no status", "Status: ok\r\n\r\n", 502],
  ["says 99", "Status: 99 Low\r\n\r\n", 502],
  ["says two lengths", "Status: 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 502],
])("a worker that %s", async (_, bytes, status) => {
  const { port } = await siteForTest({}, (socket) => socket.end(Buffer.from(bytes, "latin1")));
  const { text } = await talk(port, [get("/")], isWhole);
  expect(statusesOf(text)).toEqual([status]);
});

test("a worker that says nothing: 504 after its time", async () => {
  const { port } = await siteForTest({ locations: [locationForTest("/", app, { readS: 0.2 })] }, () => {});
  expect(statusesOf((await talk(port, [get("/")], isWhole)).text)).toEqual([504]);
});

test("an answer shorter than its length is cut, not ended", async () => {
  const { port, logged } = await siteForTest({}, (socket) => socket.end("Content-Length: 10\r\n\r\nshort"));
  const { text, closed } = await talk(port, [get("/")]);
  expect([statusesOf(text), closed, text.endsWith("short")]).toEqual([[200], true, true]);
  expect(logged.join("")).toContain("shorter than its Content-Length");
});

test("an answer longer than its length is cut at it, and the connection is good for more", async () => {
  const { port, logged } = await siteForTest({}, (socket) => socket.end("Content-Length: 5\r\n\r\nhello and more"));
  const { text } = await talk(port, [get("/") + get("/")], (heard) => statusesOf(heard).length === 2 && heard.endsWith("hello"));
  expect(statusesOf(text)).toEqual([200, 200]);
  expect(text).not.toContain("and more");
  expect(logged.join("")).toContain("longer than its Content-Length");
});

test("HEAD, 204 and 304 have no body", async () => {
  const { port } = await siteForTest({}, (socket, { environ }) =>
    socket.end(
      environ.get("PATH_INFO") === "/204"
        ? "Status: 204 No Content\r\n\r\n"
        : environ.get("PATH_INFO") === "/304"
          ? "Status: 304 Not Modified\r\n\r\n"
          : HELLO,
    ),
  );
  const head = "HEAD / HTTP/1.1\r\nHost: shop.example.com\r\n\r\n";
  const { text } = await talk(port, [head + get("/204") + get("/304", "Connection: close\r\n")]);
  expect(statusesOf(text)).toEqual([200, 204, 304]);
  expect(text).toContain("Content-Length: 5");
  expect(text).not.toContain("hello");
  expect(text).not.toMatch(/transfer-encoding/i);
});

test("twenty requests in one breath are answered in order", async () => {
  const { port } = await siteForTest({}, (socket, { environ }) => {
    const body = environ.get("PATH_INFO") ?? "";
    setTimeout(() => socket.end(`Content-Length: ${body.length}\r\n\r\n${body}`), 20 - Number(body.slice(1)));
  });
  const { text } = await talk(port, [Array.from({ length: 20 }, (_, at) => get(`/${at}`)).join("")], (heard) => heard.endsWith("/19"));
  expect([...text.matchAll(/\r\n\r\n(\/[0-9]+)/g)].map(([, path]) => path)).toEqual(Array.from({ length: 20 }, (_, at) => `/${at}`));
});

test("a client that has said all, and listens, is answered", async () => {
  const { port } = await siteForTest({}, (socket) => setTimeout(() => socket.end(HELLO), 50));
  const socket = openRaw(port);
  socket.end(get("/"));
  const heard: Buffer[] = [];
  for await (const chunk of socket) heard.push(chunk as Buffer);
  expect(Buffer.concat(heard).toString()).toContain("hello");
});

test("a client that goes takes its request with it", async () => {
  let gone = 0;
  const { port, worker } = await siteForTest({}, (socket) => socket.on("end", () => gone++));
  const socket = openRaw(port);
  socket.write(get("/"));
  await expect.poll(() => worker?.requests.length).toBe(1);
  // A reset: an end alone might be that of a client that has said all, and listens.
  socket.resetAndDestroy();
  await expect.poll(() => gone).toBe(1);
});

test("100-continue: asked for only when the body is wanted", async () => {
  const { port, worker } = await siteForTest();
  const head = (length: number) => `POST / HTTP/1.1\r\nHost: shop.example.com\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
  const socket = openRaw(port);
  socket.write(head(5));
  const first = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
  expect(first.toString()).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  socket.end("hello");
  await expect.poll(() => worker?.requests[0]?.body.toString()).toBe("hello");
  const refused = await talk(port, [head(99_999_999)], isWhole);
  expect(statusesOf(refused.text)).toEqual([413]);
});

test("text is compressed for who takes it, and says so", async () => {
  const page = "compress me ".repeat(1000);
  const { port } = await siteForTest({}, (socket) =>
    socket.end(`Content-Type: text/plain; charset=utf-8\r\nETag: "a"\r\nContent-Length: ${page.length}\r\n\r\n${page}`),
  );
  const { text } = await talk(port, [get("/", "Accept-Encoding: gzip\r\nConnection: close\r\n")]);
  expect(text).toMatch(/Content-Encoding: gzip\r\n/);
  expect(text).toMatch(/Vary: Accept-Encoding\r\n/);
  expect(text).toMatch(/ETag: W\/"a"\r\n/);
  const chunked = Buffer.from(text.slice(text.indexOf("\r\n\r\n") + 4), "latin1");
  expect(gunzipSync(dechunk(chunked)).toString()).toBe(page);
  const plain = await talk(port, [get("/", "Accept-Encoding: gzip;q=0\r\nConnection: close\r\n")]);
  expect(plain.text).not.toMatch(/content-encoding/i);
});

function dechunk(data: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = data.indexOf("\r\n", at);
    const size = Number.parseInt(data.toString("latin1", at, end), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(data.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
}

test("an answer whose head cannot be written is a 500 and a line in the log, not silence", async () => {
  const { port, logged } = await siteForTest({ headers: { set: [{ name: "X-Broken", value: "a\nb" }] } as never });
  const { closed } = await talk(port, [get("/")]);
  expect(closed).toBe(true);
  expect(logged.join("")).toContain('"event":"web-fault"');
});

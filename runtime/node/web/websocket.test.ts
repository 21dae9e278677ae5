/** Upgrade: passed through where the row takes websockets, ignored where it does not; the rules hold for both. */
import { createServer, type Server } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
import { appForTest, locationForTest } from "./testing/settings-for-test.ts";
import { siteForTest } from "./testing/site-for-test.ts";

const HANDSHAKE =
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

/** An HTTP worker that takes every websocket and echoes its bytes. */
async function siteWithEcho(accepts: boolean) {
  const heard: Record<string, unknown>[] = [];
  const site = await siteForTest(
    (folder) => ({
      apps: [appForTest(folder, "http")],
      locations: [
        locationForTest(
          "/closed",
          { kind: "app", app: "app", stream: false, websocket: true },
          { access: { allow: ["10.0.0.1"], deny: [], basicAuth: null, satisfy: "all" } },
        ),
        locationForTest("/ws", { kind: "app", app: "app", stream: false, websocket: true }),
        locationForTest("/", { kind: "app", app: "app", stream: false, websocket: false }),
      ],
    }),
    null,
  );
  const worker: Server = createServer((request, response) => {
    heard.push(request.headers);
    request.resume();
    request.on("end", () => response.end("plain"));
  });
  worker.on("upgrade", (request, socket) => {
    heard.push(request.headers);
    if (!accepts) return void socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nServer: old\r\n\r\nfirst ");
    socket.on("error", () => {}).pipe(socket);
  });
  await new Promise<void>((resolve) => worker.listen(`${site.folder}/app.sock`, resolve));
  onTestFinished(() => {
    worker.close();
    worker.closeAllConnections();
  });
  return { ...site, heard };
}

test("bytes pass both ways, early ones too, until either side ends", async () => {
  const { port, heard, access } = await siteWithEcho(true);
  const socket = openRaw(port);
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  socket.write(`${get("/ws/chat", `${HANDSHAKE}X-Forwarded-For: 6.6.6.6\r\n`)}early `);
  await expect.poll(() => text).toContain("first early ");
  socket.write("later");
  await expect.poll(() => text).toContain("later");
  expect(text).toMatch(/^HTTP\/1.1 101 Switching Protocols\r\n/);
  expect(text).not.toContain("Server: old");
  expect(heard[0]).toMatchObject({ host: "shop.example.com", upgrade: "websocket", "x-forwarded-for": "127.0.0.1" });
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.end();
  await ended;
  await expect.poll(() => access.length).toBe(1);
});

test("a worker that refuses is heard", async () => {
  const { port } = await siteWithEcho(false);
  const { text } = await talk(port, [get("/ws", HANDSHAKE)]);
  expect(statusesOf(text)).toEqual([403]);
  expect(text).toMatch(/no$/);
});

test("rules hold before an upgrade, too", async () => {
  const { port, heard } = await siteWithEcho(true);
  expect(statusesOf((await talk(port, [get("/closed", HANDSHAKE)])).text)).toEqual([403]);
  expect(statusesOf((await talk(port, [get("/ws", HANDSHAKE).replace("shop.example.com", "evil.example")])).text)).toEqual([]);
  expect(heard).toEqual([]);
});

test("where no websocket is taken, the wish is ignored, and said once for each path, of few paths", async () => {
  const { port, heard, logged } = await siteWithEcho(true);
  const { text } = await talk(
    port,
    [get("/", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n")],
    isWhole,
  );
  expect(statusesOf(text)).toEqual([200]);
  expect(heard[0]).not.toHaveProperty("upgrade");
  expect(statusesOf((await talk(port, [get("/", HANDSHAKE)], isWhole)).text)).toEqual([200]);
  const said = () => logged.map((line) => JSON.parse(line) as Record<string, string>).filter(({ event }) => event === "websocket-unrouted");
  await talk(port, [get("/chat/a?token=hunter2", HANDSHAKE)], isWhole);
  await talk(port, [get("/chat/a", HANDSHAKE)], isWhole);
  expect(said().map(({ path }) => path)).toEqual(["/", "/chat/a"]);
  expect(said()[1]).toMatchObject({ level: "warn", help: 'state routes: { "/chat/a": { websocket: true } }' });
  for (let i = 0; i < 30; i++) await talk(port, [get(`/${i}`, HANDSHAKE)], isWhole);
  expect(said()).toHaveLength(20);
});

const H2C = "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n";

test.each([
  ["with its length", "Content-Length: 5\r\n\r\nhello"],
  ["in chunks", "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"],
])("a body %s, with an Upgrade that nobody takes, arrives whole, and the connection goes on", async (_name, body) => {
  const bodies: string[] = [];
  const row = locationForTest("/", { kind: "app", app: "app", stream: false, websocket: false });
  const { port, folder } = await siteForTest((path) => ({ apps: [appForTest(path, "http")], locations: [row] }), null);
  const worker = createServer((request, response) => {
    let text = "";
    request
      .on("data", (chunk: Buffer) => (text += chunk.toString()))
      .on("end", () => {
        bodies.push(`${request.method} ${request.url} ${text} ${request.headers.upgrade} ${request.headers["http2-settings"]}`);
        response.end("plain");
      });
  });
  await new Promise<void>((resolve) => worker.listen(`${folder}/app.sock`, resolve));
  onTestFinished(() => void worker.close());
  const post = `POST /form?a=%C3%A9 HTTP/1.1\r\nHost: shop.example.com\r\n${H2C}${body}`;
  const { text } = await talk(port, [post, get("/next", "")], (seen) => statusesOf(seen).length === 2);
  expect(statusesOf(text)).toEqual([200, 200]);
  expect(bodies).toEqual(["POST /form?a=%C3%A9 hello undefined undefined", "GET /next  undefined undefined"]);
});

test("a row that streams passes a body on as it comes, and stops it at its limit", async () => {
  const arrived: string[] = [];
  const row = locationForTest("/", { kind: "app", app: "app", stream: true, websocket: false }, { bodyBytes: 10 });
  const { port, folder } = await siteForTest((path) => ({ apps: [appForTest(path, "http")], locations: [row] }), null);
  const worker = createServer((request, response) => {
    request
      .on("data", (chunk: Buffer) => arrived.push(chunk.toString()))
      .on("end", () => response.end(arrived.join("+")))
      .on("error", () => {});
  });
  await new Promise<void>((resolve) => worker.listen(`${folder}/app.sock`, resolve));
  onTestFinished(() => void worker.close());
  const socket = openRaw(port);
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  socket.write("POST / HTTP/1.1\r\nHost: shop.example.com\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
  await expect.poll(() => arrived).toEqual(["one"]);
  socket.write("3\r\ntwo\r\n0\r\n\r\n");
  await expect.poll(() => text).toContain("one+two");
  socket.destroy();
  const long = await talk(
    port,
    [
      "POST / HTTP/1.1\r\nHost: shop.example.com\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nmore than 10\r\n".replace(
        "more than 10",
        "elevenbytes",
      ),
    ],
    isWhole,
  );
  expect(statusesOf(long.text)).toEqual([413]);
});

test("plain requests to an HTTP worker", async () => {
  const { port, heard } = await siteWithEcho(true);
  const post =
    "POST /a?b HTTP/1.1\r\nHost: shop.example.com\r\nTransfer-Encoding: chunked\r\nX_Y: 1\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  const { text } = await talk(port, [post]);
  expect(statusesOf(text)).toEqual([200]);
  expect(heard[0]).toMatchObject({ "content-length": "3", connection: "close", "x-scheme": "http" });
  expect(heard[0]).not.toHaveProperty("x_y");
});

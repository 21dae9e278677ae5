/** Slow clients, by accident or on purpose: none holds a worker, each is let go at its limit. */
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
import { locationForTest } from "./testing/settings-for-test.ts";
import { siteForTest } from "./testing/site-for-test.ts";

test("a head that does not end: 408", async () => {
  const { port, worker } = await siteForTest();
  const { text, closed } = await talk(port, ["GET / HTTP/1.1\r\nHost: shop.example.com\r\n"]);
  expect([statusesOf(text), closed]).toEqual([[408], true]);
  expect(worker?.requests).toEqual([]);
});

test("a body that does not come: 408, and no worker waited for it", async () => {
  const { port, worker } = await siteForTest();
  const { text, closed } = await talk(port, ["POST / HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: 5\r\n\r\nhe"]);
  expect([statusesOf(text), closed]).toEqual([[408], true]);
  expect(worker?.requests).toEqual([]);
});

test("a body that is cut short is never taken for whole", async () => {
  const { port, worker } = await siteForTest();
  const socket = openRaw(port);
  socket.end("POST / HTTP/1.1\r\nHost: shop.example.com\r\nContent-Length: 10\r\n\r\nhello");
  const heard: Buffer[] = [];
  for await (const chunk of socket) heard.push(chunk as Buffer);
  expect(statusesOf(Buffer.concat(heard).toString()).filter((status) => status < 400)).toEqual([]);
  expect(worker?.requests).toEqual([]);
});

test("a large answer frees its worker at once, and arrives whole at whatever pace", async () => {
  const piece = Buffer.alloc(65_536, "0123456789abcdef");
  const pieces = 400;
  let saidAll = 0;
  const { port, folder } = await siteForTest({}, async (socket) => {
    socket.write(`Content-Type: image/png\r\nContent-Length: ${piece.length * pieces}\r\n\r\n`);
    for (let turn = 0; turn < pieces; turn++) if (!socket.write(piece)) await once(socket, "drain");
    socket.end(() => saidAll++);
  });
  const socket = openRaw(port);
  socket.write(get("/", "Connection: close\r\n"));
  socket.pause();
  await expect.poll(() => saidAll).toBe(1);
  let bytes = 0;
  let tail = "";
  for await (const chunk of socket) {
    bytes += (chunk as Buffer).length;
    tail = (tail + (chunk as Buffer).toString("latin1")).slice(-32);
  }
  expect(bytes).toBeGreaterThan(piece.length * pieces);
  expect(bytes).toBeLessThan(piece.length * pieces + 1000);
  expect(tail).toBe("0123456789abcdef".repeat(2));
  expect(await readdir(`${folder}/cache/spool`)).toEqual([]);
});

test("a stream's worker waits for its client; one that does not read is let go", async () => {
  let written = 0;
  let freed = false;
  const stream = { kind: "app", app: "app", stream: true, websocket: false } as const;
  const { port } = await siteForTest({ locations: [locationForTest("/", stream)] }, (socket) => {
    socket.write("Content-Type: image/png\r\n\r\n");
    const piece = Buffer.alloc(65_536);
    const fill = (): void => {
      while (!socket.destroyed && socket.write(piece)) written += piece.length;
    };
    socket.on("drain", fill).on("close", () => {
      freed = true;
    });
    fill();
  });
  const socket = openRaw(port);
  socket.write(get("/"));
  socket.pause();
  await expect.poll(() => freed).toBe(true);
  expect(written).toBeLessThan(32 * 1024 * 1024);
  socket.destroy();
});

test("a client that does not read a spooled answer is let go, too", async () => {
  const { port, server } = await siteForTest({}, (socket) =>
    socket.end(Buffer.concat([Buffer.from("Content-Type: image/png\r\n\r\n"), Buffer.alloc(20_000_000)])),
  );
  const socket = openRaw(port);
  socket.write(get("/"));
  socket.pause();
  await new Promise((resolve) => socket.once("readable", resolve));
  const began = performance.now();
  await server.stop(10_000);
  expect(performance.now() - began).toBeLessThan(9000);
  socket.destroy();
});

test("a hundred slow heads do not slow down who is quick", async () => {
  const { port } = await siteForTest();
  const slow = Array.from({ length: 100 }, () => openRaw(port));
  for (const socket of slow) socket.on("error", () => {}).write("GET / HTTP/1.1\r\nHost: sho");
  const began = performance.now();
  const { text } = await talk(port, [get("/")], isWhole);
  expect(statusesOf(text)).toEqual([200]);
  expect(performance.now() - began).toBeLessThan(4000);
  for (const socket of slow) socket.destroy();
});

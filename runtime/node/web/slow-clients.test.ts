/** Slow clients, by accident or on purpose: none holds a worker, each is let go at its limit (RELIABILITY F8-F10). */
import { expect, test } from "vitest";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
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

test("a client that does not read is let go, and the worker before it", async () => {
  let written = 0;
  let freed = false;
  const { port } = await siteForTest({}, (socket) => {
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
  await expect.poll(() => freed, { timeout: 8000 }).toBe(true);
  expect(written).toBeLessThan(32 * 1024 * 1024);
  socket.destroy();
});

test("a hundred slow heads do not slow down who is quick", async () => {
  const { port } = await siteForTest();
  const slow = Array.from({ length: 100 }, () => openRaw(port));
  for (const socket of slow) socket.on("error", () => {}).write("GET / HTTP/1.1\r\nHost: sho");
  const began = performance.now();
  const { text } = await talk(port, [get("/")], isWhole);
  expect(statusesOf(text)).toEqual([200]);
  expect(performance.now() - began).toBeLessThan(500);
  for (const socket of slow) socket.destroy();
});

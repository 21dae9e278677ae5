/** What strangers can make one process hold: each has a bound, and goes when they do. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { bundleForTest } from "../supervisor/testing/gateway-for-test.ts";
import { boundsOf, descriptorsMax } from "./bounds.ts";
import { HELLO } from "./testing/fake-worker.ts";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
import { settingsForTest } from "./testing/settings-for-test.ts";
import { folderForTest, siteForTest } from "./testing/site-for-test.ts";

test("requests of one connection are asked one after the other, and forgotten with it", async () => {
  let asked = 0;
  const site = await siteForTest({ limits: { connections: 1 } as never }, (socket) => {
    asked += 1;
    if (asked > 1) socket.end(HELLO);
  });
  const client = openRaw(site.port);
  client.write(get("/").repeat(50));
  await expect.poll(() => asked).toBe(1);
  client.destroy();
  await once(client, "close");
  await expect.poll(async () => statusesOf((await talk(site.port, [get("/")], isWhole)).text)).toEqual([200]);
  expect(asked).toBe(2);
});

test("what comes after requests that are not answered yet comes after their answers, a wish to upgrade too", async () => {
  const site = await siteForTest({}, (socket) => setTimeout(() => socket.end(HELLO), 50));
  for (const [last, status] of [
    [get("/", "Connection: Upgrade\r\nUpgrade: websocket\r\n"), 400],
    ["CONNECT a.example:443 HTTP/1.1\r\nHost: shop.example.com\r\n\r\n", 405],
    ["nonsense\r\n\r\n", 400],
    ["FOO / HTTP/1.1\r\n\r\n", 501],
  ] as const) {
    const { text, closed } = await talk(site.port, [get("/") + get("/") + last]);
    expect([statusesOf(text), closed]).toEqual([[200, 200, status], true]);
  }
  expect(site.logged.join("")).not.toContain("web-fault");
});

test("a thousand requests ahead are enough: the connection is cut", async () => {
  const site = await siteForTest({}, () => {});
  const { text, closed } = await talk(site.port, [get("/").repeat(3000)]);
  expect([text, closed]).toEqual(["", true]);
  expect(site.worker?.requests.length).toBeLessThan(2);
});

test("some hundred ahead are all answered, in their order", async () => {
  const site = await siteForTest({}, (socket, { environ }) => {
    const query = environ.get("QUERY_STRING") ?? "";
    socket.end(`Content-Length: ${query.length + 2}\r\n\r\n<${query}>`);
  });
  const asked = Array.from({ length: 300 }, (_, at) => String(at));
  const { text } = await talk(site.port, [asked.map((at) => get(`/?${at}`)).join("")], (heard) => heard.endsWith("<299>"));
  expect([...text.matchAll(/<([0-9]+)>/g)].map(([, at]) => at)).toEqual(asked);
});

test("beyond the connections that are served, the next ones wait unread, and the rest is cut", async () => {
  const asked: Socket[] = [];
  const site = await siteForTest({}, (socket) => void asked.push(socket), { served: 2, waiting: 2 });
  const closing = get("/", "Connection: close\r\n");
  const clients = [1, 2, 3, 4].map(() => talk(site.port, [closing]));
  await expect.poll(() => [asked.length, site.server.connections()]).toEqual([2, 4]);
  expect((await talk(site.port, [closing])).text).toBe("");
  for (let at = 0; at < 4; at++) {
    await expect.poll(() => asked.length).toBeGreaterThan(at);
    asked[at]?.end(HELLO);
  }
  expect((await Promise.all(clients)).flatMap(({ text }) => statusesOf(text))).toEqual([200, 200, 200, 200]);
  expect(site.logged.filter((line) => line.includes("web-full"))).toHaveLength(1);
  await expect.poll(() => site.server.connections()).toBe(0);
});

test("a connection that nobody uses makes room for one that asks", async () => {
  const site = await siteForTest({ limits: { keepaliveS: 3600 } as never }, undefined, { served: 1, waiting: 1 });
  const idle = openRaw(site.port);
  idle.write(get("/"));
  await once(idle, "data");
  expect(statusesOf((await talk(site.port, [get("/")], isWhole)).text)).toEqual([200]);
  idle.destroy();
});

test("half a head for each connection: all are let go, and memory of them", async () => {
  const site = await siteForTest({}, undefined, { served: 50, waiting: 50 });
  const slow = Array.from({ length: 100 }, () => openRaw(site.port));
  for (const socket of slow)
    socket
      .on("error", () => {})
      .resume()
      .write("GET / HTTP/1.1\r\nHost: sho");
  await expect.poll(() => site.server.connections()).toBe(100);
  // Also those that had to wait: each has its time from the moment it is let in.
  await expect.poll(() => site.server.connections(), { timeout: 20_000 }).toBe(0);
  for (const socket of slow) socket.destroy();
});

test("bounds follow from the descriptors a process may open", () => {
  expect(boundsOf(65_536)).toMatchObject({ served: 26_162, waiting: 13_081 });
  for (const descriptors of [64, 256, 1024, 65_536]) {
    const { served, waiting } = boundsOf(descriptors);
    expect(served).toBeGreaterThan(0);
    if (descriptors > 128) expect(2 * served + waiting).toBeLessThanOrEqual(descriptors - 128);
  }
  expect(descriptorsMax()).toBeGreaterThan(0);
});

test("a process takes its bounds from its own limit of descriptors", async () => {
  const folder = await folderForTest();
  await writeFile(`${folder}/web.json`, JSON.stringify(settingsForTest(folder)));
  const command = `ulimit -n 138; exec "$0" "${bundleForTest()}" web "${folder}/web.json"`;
  const server = spawn("/bin/sh", ["-c", command, process.execPath], { stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  await expect.poll(() => said).toContain("web-listening");
  const port = Number(/"ports":"(\d+)/.exec(said)?.[1]);
  const clients = Array.from({ length: 9 }, () => openRaw(port).on("error", () => {}));
  onTestFinished(() => clients.forEach((client) => void client.destroy()));
  await expect.poll(() => said).toMatch(/"event":"web-full","served":4,"waiting":2/);
});

/** What strangers can make one process hold: each has a bound, and goes when they do. */
import { once } from "node:events";
import { expect, test } from "vitest";
import { HELLO } from "./testing/fake-worker.ts";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
import { siteForTest } from "./testing/site-for-test.ts";

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

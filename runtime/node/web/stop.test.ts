/** Stopping: no new connection, what is under way is finished, nothing waits for ever. */
import { expect, test } from "vitest";
import { HELLO } from "./testing/fake-worker.ts";
import { get, isWhole, openRaw, statusesOf, talk } from "./testing/raw-client.ts";
import { siteForTest } from "./testing/site-for-test.ts";

test("what is under way is finished, idle connections are closed, new ones refused", async () => {
  const { server, port, worker } = await siteForTest({}, (socket) => setTimeout(() => socket.end(HELLO), 300));
  const idle = openRaw(port);
  let idleClosed = false;
  idle.on("end", () => {
    idleClosed = true;
  });
  const busy = talk(port, [get("/")], isWhole);
  await expect.poll(() => worker?.requests.length).toBe(1);
  const stopped = server.stop(5000);
  expect((await talk(port, [get("/")], isWhole)).text).toBe("");
  expect(statusesOf((await busy).text)).toEqual([200]);
  await stopped;
  await expect.poll(() => idleClosed).toBe(true);
});

test("a request that does not end is not waited for longer than the grace", async () => {
  const { server, port, worker } = await siteForTest({}, () => {});
  const busy = talk(port, [get("/")]);
  await expect.poll(() => worker?.requests.length).toBe(1);
  const began = performance.now();
  await server.stop(200);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect((await busy).closed).toBe(true);
});

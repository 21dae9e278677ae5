/** What waits for a slow client, on disk: in its order, bounded, and gone when it has been taken. */
import { randomBytes } from "node:crypto";
import { readdirSync, readlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { createAnswerSpool } from "./answer-spool.ts";
import { get, openRaw } from "./testing/raw-client.ts";
import { appForTest, locationForTest } from "./testing/settings-for-test.ts";
import { folderForTest, siteForTest } from "./testing/site-for-test.ts";

const app = { kind: "app", app: "app", stream: false, websocket: false } as const;

/** Files of a spool have no name; the process still holds them. */
function heldIn(folder: string): number {
  const links = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return "";
    }
  });
  return links.filter((link) => link.startsWith(`${folder}/`)).length;
}

function open(folder: string, bounds: { bytes: number; fileBytes: number }) {
  let wake = (): void => {};
  const faults: Error[] = [];
  const spool = createAnswerSpool(folder, { written: () => wake(), fault: (error) => faults.push(error) }, bounds);
  const take = async (): Promise<Buffer> => {
    for (;;) {
      const piece = await spool.take();
      if (piece !== null) return piece;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { spool, take, faults };
}

test("an answer longer than all the room passes through little of it, in its order", async () => {
  const folder = await folderForTest();
  const { spool, take, faults } = open(folder, { bytes: 300_000, fileBytes: 100_000 });
  const sent = randomBytes(2_000_000);
  const taken: Buffer[] = [];
  let most = 0;
  for (let at = 0; at < sent.length; ) {
    while (at < sent.length && spool.hasRoom()) {
      spool.push(sent.subarray(at, at + 40_000));
      at += 40_000;
    }
    taken.push(await take());
    most = Math.max(most, heldIn(folder));
  }
  while (!spool.isEmpty()) taken.push(await take());
  expect(Buffer.concat(taken).equals(sent)).toBe(true);
  expect(faults).toEqual([]);
  // 300,000 bytes in files of 100,000 and a last chunk each, and one that is being closed.
  expect(most).toBeLessThan(6);
  spool.close();
  await expect.poll(() => heldIn(folder)).toBe(0);
});

test("beyond its room the worker waits, and goes on as soon as there is some, not when all is taken", async () => {
  const { spool, take } = open(await folderForTest(), { bytes: 100_000, fileBytes: 30_000 });
  while (spool.push(Buffer.alloc(10_000)));
  expect(spool.hasRoom()).toBe(false);
  await take();
  expect(spool.hasRoom()).toBe(true);
  expect(spool.isEmpty()).toBe(false);
  spool.close();
});

test("an app whose client is slow is never the one that is late: its answer is larger than the spool", async () => {
  const bytes = 24_000_000;
  const site = await siteForTest(
    (folder) => ({ apps: [{ ...appForTest(folder), readS: 1 }], locations: [locationForTest("/", app, { readS: 1 })] }),
    (socket) =>
      socket.end(Buffer.concat([Buffer.from(`Content-Type: image/png\r\nContent-Length: ${bytes}\r\n\r\n`), Buffer.alloc(bytes, "x")])),
    { spool: { bytes: 1_000_000, fileBytes: 300_000 } },
  );
  const client = openRaw(site.port);
  client.write(get("/", "Connection: close\r\n"));
  let heard = 0;
  // At a pace that needs several times what the app may be silent.
  for await (const chunk of client) {
    heard += (chunk as Buffer).length;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(heard).toBeGreaterThan(bytes);
});

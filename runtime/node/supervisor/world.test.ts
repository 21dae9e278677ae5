/** The world around the gateway misbehaves: clocks jump, the queue overflows, the supervisor stands still. */
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "../web/testing/raw-client.ts";
import { APP, ask, folderForTest, isAlive, startGateway, startWeb, statusOf, writeApp } from "./testing/gateway-for-test.ts";

async function serving(folder: string): Promise<void> {
  await expect.poll(async () => (await statusOf(folder))?.workers.length ?? 0).toBe(2);
}

async function statusAt(port: number, path: string): Promise<number | undefined> {
  const { text } = await talk(port, [get(path)], isWhole);
  return statusesOf(text)[0];
}

test("F32: the clock jumps an hour on and an hour back: no request is late by it, no worker is replaced", async () => {
  const folder = folderForTest();
  // Not sleep(): libfaketime spoils clock_nanosleep(2).
  writeApp(folder, APP.replace("time.sleep(0.4)", '__import__("select").select([], [], [], 0.4)'));
  const clock = (offset: string) => writeFileSync(`${folder}/clock`, offset);
  clock("+0");
  const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
  const faked = [
    `LD_PRELOAD=${library}`,
    `FAKETIME_TIMESTAMP_FILE=${folder}/clock`,
    "FAKETIME_NO_CACHE=1",
    "FAKETIME_DONT_FAKE_MONOTONIC=1",
  ];
  const gateway = startGateway(folder, undefined, ["env", ...faked]);
  const port = await startWeb(folder);
  await serving(folder);
  for (const offset of ["+3600", "-3600", "+0"]) {
    const slow = statusAt(port, "/sleep");
    clock(offset);
    expect(await slow).toBe(200);
    expect((await ask(folder, "POST", "/reload")).status).toBe(200);
  }
  await serving(folder);
  const hours = new Set([...gateway.log().matchAll(/"time":"[^T]*T([0-9]+)/g)].map(([, hour]) => hour));
  expect(hours.size).toBeGreaterThanOrEqual(3);
  expect((await statusOf(folder))?.restarts).toEqual({ crashed: 0, stuck: 0, memory: 0, max_requests: 0 });
});

test("F31: more requests than the queue holds: each is answered, by the app or with 503 and Retry-After, and none hangs", async () => {
  const folder = folderForTest();
  writeApp(folder);
  startGateway(folder, (settings) => ({
    ...settings,
    listen: { ...settings.listen, backlog: 8 },
    workers: { ...settings.workers, max: 2 },
  }));
  const port = await startWeb(folder);
  await serving(folder);
  const answers = await Promise.all(Array.from({ length: 200 }, () => talk(port, [get("/sleep")], isWhole)));
  const statuses = answers.map(({ text }) => statusesOf(text)[0]);
  expect([...new Set(statuses)].toSorted()).toEqual([200, 503]);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
  for (const { text } of answers) if (statusesOf(text)[0] === 503) expect(text).toMatch(/^retry-after: [0-9]+\r$/im);
  expect(await statusAt(port, "/")).toBe(200);
});

test("F28: a supervisor that stands still sends no watchdog beat; requests are answered all the while", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const gateway = startGateway(folder);
  const port = await startWeb(folder);
  await serving(folder);
  const before = await statusOf(folder);
  process.kill(gateway.child.pid ?? 0, "SIGSTOP");
  for (let turn = 0; turn < 20; turn++) expect(await statusAt(port, "/")).toBe(200);
  // What a service manager does when WatchdogSec= has passed (systemd.service(5)).
  process.kill(gateway.child.pid ?? 0, "SIGABRT");
  process.kill(gateway.child.pid ?? 0, "SIGCONT");
  await gateway.ended;
  const pids = [before?.keeper_pid ?? 0, ...(before?.workers ?? []).map(({ pid }) => pid)];
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
});

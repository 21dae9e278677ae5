/** The whole gateway against real faults: real processes, real signals, real requests. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "../web/testing/raw-client.ts";
import { APP, ask, folderForTest, isAlive, startGateway, startWeb, statusOf, writeApp } from "./testing/gateway-for-test.ts";
import { settingsForTest } from "./testing/settings-for-test.ts";

async function serving(folder: string): Promise<void> {
  await expect.poll(async () => (await statusOf(folder))?.workers.length ?? 0).toBeGreaterThanOrEqual(2);
}

async function got(port: number, path: string): Promise<{ status: number | undefined; body: string }> {
  const { text } = await talk(port, [get(path)], isWhole);
  return { status: statusesOf(text)[0], body: text.split("\r\n\r\n")[1] ?? "" };
}

async function started(change?: Parameters<typeof startGateway>[1]) {
  const folder = folderForTest();
  writeApp(folder);
  const gateway = startGateway(folder, change);
  const port = await startWeb(folder);
  await serving(folder);
  return { folder, gateway, port };
}

test("it serves, tells its state and counts; TERM ends it with 0 and leaves no socket", async () => {
  const { folder, gateway, port } = await started();
  for (let turn = 0; turn < 10; turn++) expect((await got(port, "/")).status).toBe(200);
  const metrics = await ask(folder, "GET", "/metrics");
  expect(metrics.text).toContain("stackc_gateway_requests_total 10\n");
  expect(metrics.text).toContain("stackc_gateway_request_duration_seconds_count 10\n");
  expect((await ask(folder, "GET", "/reload")).status).toBe(405);
  expect((await ask(folder, "GET", "/x")).status).toBe(404);
  const status = await statusOf(folder);
  gateway.child.kill("SIGTERM");
  expect(await gateway.ended).toBe(0);
  for (const { pid } of status?.workers ?? []) expect(isAlive(pid)).toBe(false);
  expect(gateway.log()).toContain('"event":"stopped"');
});

test("a second start is refused, and the first serves on", async () => {
  const { folder, port } = await started();
  const second = startGateway(folder);
  expect(await second.ended).toBe(1);
  expect(second.log()).toMatch(/already running \(pid [0-9]+\)/);
  expect((await got(port, "/")).status).toBe(200);
  expect((await statusOf(folder))?.state).toBe("serving");
});

test("F1: a worker killed in a request costs that request a 502, and is replaced", async () => {
  const { folder, port } = await started();
  const [dying, other] = await Promise.all([got(port, "/die"), got(port, "/sleep")]);
  expect([dying.status, other.status]).toEqual([502, 200]);
  await serving(folder);
  // The 502 may be here before the supervisor has heard why.
  await expect.poll(async () => (await statusOf(folder))?.restarts).toMatchObject({ crashed: 1 });
  expect((await got(port, "/")).status).toBe(200);
});

test("F2: all workers killed at once: requests wait and are answered", async () => {
  const { folder, port } = await started();
  for (const { pid } of (await statusOf(folder))?.workers ?? []) process.kill(pid, "SIGKILL");
  expect((await got(port, "/")).status).toBe(200);
  await serving(folder);
});

test("F4: a request beyond its deadline: its stack is logged, its worker replaced, others go on", async () => {
  const { folder, gateway, port } = await started();
  const began = performance.now();
  const hanging = got(port, "/hang");
  for (let turn = 0; turn < 5; turn++) expect((await got(port, "/")).status).toBe(200);
  expect((await hanging).status).toBe(504);
  expect(performance.now() - began).toBeLessThan(20_000);
  await expect.poll(gateway.log).toMatch(/worker-stuck[^\n]*site_app.py/);
  await expect.poll(gateway.log).toMatch(/worker-stuck[^\n]*"request_id":"[0-9a-f]{32}"/);
  const quiet = await started((settings) => ({ ...settings, log: { ...settings.log, requestId: false } }));
  expect((await got(quiet.port, "/hang")).status).toBe(504);
  await expect.poll(quiet.gateway.log).toContain('"event":"worker-stuck"');
  expect(quiet.gateway.log()).not.toContain("request_id");
  await serving(folder);
  await expect.poll(async () => (await statusOf(folder))?.restarts).toMatchObject({ stuck: 1, crashed: 0 });
});

test("F6: a worker that grows is replaced after its request, which is answered", async () => {
  const { folder, port } = await started((settings) => ({ ...settings, workers: { ...settings.workers, maxMemoryBytes: 50 << 20 } }));
  expect((await got(port, "/leak")).status).toBe(200);
  // By its own look after the request, or by the supervisor's.
  const replaced = async () => {
    return (await statusOf(folder))?.restarts.memory ?? 0;
  };
  await expect.poll(replaced).toBeGreaterThan(0);
  await serving(folder);
  expect((await got(port, "/")).status).toBe(200);
});

test("F25: a reload with broken code is answered with its traceback; the old serves all the while; the next good one works", async () => {
  const { folder, gateway, port } = await started();
  const old = (await got(port, "/")).body;
  const refusals: string[] = [];
  for (const broken of ["def application(:\n", "import nowhere\n", "raise SystemExit(3)\n", "VERSION = 'no application'\n"]) {
    writeApp(folder, broken);
    const { status, text } = await ask(folder, "POST", "/reload");
    expect([broken, status]).toEqual([broken, 500]);
    refusals.push(text);
    expect((await got(port, "/")).body.slice(0, 3)).toBe(old.slice(0, 3));
  }
  expect(refusals.join("")).toMatch(/SyntaxError[^]*ModuleNotFoundError/);
  expect((await statusOf(folder))?.state).toContain("degraded");
  writeApp(folder, APP.replace('"one"', '"two"'));
  expect(await ask(folder, "POST", "/reload")).toMatchObject({ status: 200 });
  await expect.poll(async () => (await got(port, "/")).body).toMatch(/^two /);
  expect((await statusOf(folder))?.state).toBe("serving");
  expect(gateway.log()).toContain('"event":"generation-failed"');
});

test("HUP under load loses nothing", async () => {
  const { folder, gateway, port } = await started();
  let asked = 0;
  let lost = 0;
  let over = false;
  const load = Array.from({ length: 4 }, async () => {
    while (!over) {
      asked += 1;
      if ((await got(port, "/")).status !== 200) lost += 1;
    }
  });
  for (const version of ["two", "three"]) {
    writeApp(folder, APP.replace('"one"', `"${version}"`));
    gateway.child.kill("SIGHUP");
    await expect.poll(async () => (await got(port, "/")).body).toContain(version);
  }
  await expect.poll(() => asked).toBeGreaterThan(100);
  over = true;
  await Promise.all(load);
  expect(lost).toBe(0);
});

test("Ctrl-C in a terminal misses the keeper and its workers, which stay in the supervisor's session", async () => {
  const { folder, gateway } = await started();
  const state = await statusOf(folder);
  const own = groupAndSession(gateway.child.pid);
  for (const pid of [state?.keeper_pid, state?.workers[0]?.pid]) {
    expect(groupAndSession(pid)).toEqual([String(state?.keeper_pid), own[1]]);
  }
  expect(own[0]).not.toBe(String(state?.keeper_pid));
});

/** proc(5), /proc/pid/stat: after the name, state and parent. */
function groupAndSession(pid = 0): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ")
    .slice(2, 4);
}

test("an app that fails: one line of JSON with the request, past a supervisor that does not touch it; a forged line is none", async () => {
  const folder = folderForTest();
  const failing = `if path.startswith("/fail"): raise ValueError('no\\n{"event":"ready"}')\n    body =`;
  writeApp(folder, APP.replace("body =", failing));
  const gateway = startGateway(folder);
  const port = await startWeb(folder);
  await serving(folder);
  expect((await got(port, "/fail%0A%7B%22event%22:%22ready%22%7D?token=hunter2")).status).toBe(500);
  const failed = () => linesOf(gateway.log()).find(({ event }) => event === "app-failed");
  await expect.poll(failed).toMatchObject({
    level: "error",
    name: settingsForTest(folder).name,
    method: "GET",
    path: '/fail%0A{"event":"ready"}',
    status: 500,
    request_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    exception_type: "ValueError",
    traceback: expect.stringMatching(/^Traceback .*\n {2}File ".*site_app\.py", line \d+, in application\n/) as string,
  });
  expect(Object.keys(failed() ?? {}).slice(0, 4)).toEqual(Object.keys(linesOf(gateway.log())[0] ?? {}).slice(0, 4));
  expect(linesOf(gateway.log()).filter(({ event }) => event === "ready")).toHaveLength(1);
  expect(gateway.log()).not.toContain("hunter2");
});

/** Each is JSON, or this throws. */
function linesOf(log: string): readonly Record<string, unknown>[] {
  return log
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("TTIN and TTOU: one more, one less", async () => {
  const { folder, gateway } = await started();
  const count = async () => (await statusOf(folder))?.workers.length;
  gateway.child.kill("SIGTTIN");
  await expect.poll(count).toBe(3);
  gateway.child.kill("SIGTTOU");
  await expect.poll(count).toBe(2);
});

test("F27: the supervisor killed, the keeper killed: nothing is left behind", async () => {
  const { folder, gateway } = await started();
  const before = await statusOf(folder);
  gateway.child.kill("SIGKILL");
  const pids = [before?.keeper_pid ?? 0, ...(before?.workers ?? []).map(({ pid }) => pid)];
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);

  const again = startGateway(folder);
  await serving(folder);
  const after = await statusOf(folder);
  process.kill(after?.keeper_pid ?? 0, "SIGKILL");
  expect(await again.ended).toBe(1);
  expect(again.log()).toContain('"event":"keeper-ended"');
  await expect.poll(() => (after?.workers ?? []).filter(({ pid }) => isAlive(pid))).toEqual([]);
});

test("TERM with a request that does not end: over within the grace", async () => {
  const { gateway, port } = await started((settings) => ({ ...settings, times: { ...settings.times, requestS: 60, gracefulS: 1 } }));
  const hanging = got(port, "/hang");
  await expect.poll(async () => (await got(port, "/")).status).toBe(200);
  const began = performance.now();
  gateway.child.kill("SIGTERM");
  expect(await gateway.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(20_000);
  expect((await hanging).status).toBe(503);
});

test("code that does not start: exit 1, with the traceback", async () => {
  const folder = folderForTest();
  writeApp(folder, "import nowhere\n");
  const gateway = startGateway(folder);
  expect(await gateway.ended).toBe(1);
  expect(gateway.log()).toContain("ModuleNotFoundError");
});

test.each([
  ["is not there", null, 0, "is not there"],
  ["may not be executed", "#!/bin/sh\n", 0o644, "cannot be executed by this user"],
  ["names another that is not there", "#!/nowhere/python3\n", 0o755, "is not there"],
  ["is something else", "#!/bin/sh\nexit 0\n", 0o755, "ended before it ran the gateway"],
])("a Python that %s: exit 1, in plain words, with its path", async (_, text, mode, words) => {
  const folder = folderForTest();
  writeApp(folder);
  const python = `${folder}/python3`;
  if (text !== null) writeFileSync(python, text, { mode });
  const gateway = startGateway(folder, (settings) => ({ ...settings, app: { ...settings.app, python } }));
  expect(await gateway.ended).toBe(1);
  expect(gateway.log()).toMatch(new RegExp(`"event":"keeper-ended".*"why":"app\\.python, ${python}, ${words}`));
});

test("an idle worker that stands still is replaced, and what it kept waiting is answered", async () => {
  const { folder, gateway, port } = await started();
  const [still] = (await statusOf(folder))?.workers ?? [];
  process.kill(still?.pid ?? 0, "SIGSTOP");
  await expect.poll(() => isAlive(still?.pid ?? 0), { timeout: 30_000 }).toBe(false);
  await serving(folder);
  expect((await got(port, "/")).status).toBe(200);
  expect(gateway.log()).toContain('"event":"worker-still"');
  await expect.poll(async () => (await statusOf(folder))?.restarts).toMatchObject({ stuck: 1 });
});

test("a secret that is not set: exit 1, with its name", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const gateway = startGateway(folder, (settings) => ({ ...settings, app: { ...settings.app, secrets: ["SHOP_SECRET_KEY"] } }));
  expect(await gateway.ended).toBe(1);
  expect(gateway.log()).toContain("not set: SHOP_SECRET_KEY");
});

test("a regular file where the socket should be is left alone", async () => {
  const folder = folderForTest();
  writeApp(folder);
  writeFileSync(`${folder}/app.sock`, "mine");
  const gateway = startGateway(folder);
  expect(await gateway.ended).toBe(1);
  expect(gateway.log()).toContain("is not a socket");
});

test("systemd's socket is adopted, and outlives us", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const port = await startWeb(folder);
  startGateway(folder, undefined, ["systemd-socket-activate", "--listen", `${folder}/app.sock`]);
  await expect.poll(async () => (await got(port, "/")).status).toBe(200);
});

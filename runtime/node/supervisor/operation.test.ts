/** What operators do to a running gateway, for real: new secrets, renamed logs, a service manager's sockets. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "../web/testing/raw-client.ts";
import type { Settings } from "./settings.ts";
import { APP, ask, folderForTest, startGateway, startWeb, statusOf, writeApp } from "./testing/gateway-for-test.ts";

async function serving(folder: string, workers = 2): Promise<void> {
  await expect.poll(async () => (await statusOf(folder))?.workers.length ?? 0).toBe(workers);
}

async function got(port: number, path: string): Promise<{ status: number | undefined; body: string }> {
  const { text } = await talk(port, [get(path)], isWhole);
  return { status: statusesOf(text)[0], body: text.split("\r\n\r\n")[1] ?? "" };
}

const SECRET = `
import os
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [os.environ["SHOP_KEY"].encode()]
`;

test("a changed secret needs a reload alone; one that is gone is refused by name, and the old serves on", async () => {
  const folder = folderForTest();
  const secrets = `${folder}/secrets.env`;
  writeApp(folder, SECRET);
  writeFileSync(secrets, "SHOP_KEY='first'\n");
  const change = (settings: Settings) => ({ ...settings, app: { ...settings.app, secrets: ["SHOP_KEY"], secretsFile: secrets } });
  const gateway = startGateway(folder, change);
  const port = await startWeb(folder);
  await serving(folder);
  expect((await got(port, "/")).body).toContain("first");
  writeFileSync(secrets, "SHOP_KEY='second'\n");
  expect(await ask(folder, "POST", "/reload")).toMatchObject({ status: 200 });
  for (let turn = 0; turn < 20; turn++) expect((await got(port, "/")).body).toContain("second");
  writeFileSync(secrets, "OTHER='x'\n");
  expect(await ask(folder, "POST", "/reload")).toMatchObject({ status: 500, text: "not set: SHOP_KEY\n" });
  expect((await statusOf(folder))?.state).toContain("degraded");
  expect((await got(port, "/")).body).toContain("second");
  // No value of a secret in any file or log of ours.
  const written = ["keeper.json", "app.json"].map((name) => readFileSync(`${folder}/${name}`, "utf8")).join("") + gateway.log();
  expect(written).not.toMatch(/first|second/);
});

test("each /reload is answered when its own code serves, also while others come; no old code answers after it", async () => {
  const folder = folderForTest();
  const save = (version: number) => writeFileSync(`${folder}/version`, String(version));
  save(0);
  writeApp(
    folder,
    `
VERSION = open("${folder}/version").read().encode()
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(VERSION)))])
    return [VERSION]
`,
  );
  startGateway(folder, (settings) => ({ ...settings, workers: { ...settings.workers, threads: 3 } }));
  const port = await startWeb(folder);
  await serving(folder);
  const reloads: Promise<void>[] = [];
  for (let version = 1; version <= 8; version++) {
    save(version);
    const reloaded = ask(folder, "POST", "/reload").then(async ({ status }) => {
      expect(status).toBe(200);
      for (let turn = 0; turn < 10; turn++) expect(Number((await got(port, "/")).body)).toBeGreaterThanOrEqual(version);
    });
    reloads.push(reloaded);
    // One alone, then three in a breath.
    if (version % 4 === 1) await reloaded;
  }
  await Promise.all(reloads);
  expect((await got(port, "/")).body).toBe("8");
});

test("settings that cannot be read leave the old serving; good ones hold from the next reload on", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const gateway = startGateway(folder);
  const port = await startWeb(folder);
  await serving(folder);
  const good = readFileSync(`${folder}/app.json`, "utf8");
  writeFileSync(`${folder}/app.json`, "{");
  expect((await ask(folder, "POST", "/reload")).status).toBe(500);
  await expect.poll(gateway.log).toContain('"event":"settings-refused"');
  expect((await got(port, "/")).status).toBe(200);
  const settings = JSON.parse(good) as Settings;
  const changed = { ...settings, workers: { ...settings.workers, start: 3 }, times: { ...settings.times, requestS: 60 } };
  writeFileSync(`${folder}/app.json`, JSON.stringify(changed));
  expect((await ask(folder, "POST", "/reload")).status).toBe(200);
  await serving(folder, 3);
  await expect.poll(gateway.log).toContain('"event":"generation-retired"');
  // Beyond the old deadline of 1 s.
  const hanging = got(port, "/hang").catch(() => null);
  await expect.poll(async () => (await statusOf(folder))?.workers.some(({ requests_ms }) => (requests_ms[0] ?? 0) > 1500)).toBe(true);
  gateway.child.kill("SIGQUIT");
  await hanging;
});

test("the admin socket has its mode, the log its level, the service its name", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const gateway = startGateway(folder, (settings) => ({
    ...settings,
    name: "library",
    admin: { ...settings.admin, mode: "0600" },
    log: { ...settings.log, level: "warning" },
    app: { ...settings.app, environment: ["LIBRARY_URL", "PATH"] },
  }));
  await serving(folder);
  expect((statSync(`${folder}/admin.sock`).mode & 0o777).toString(8)).toBe("600");
  expect((await ask(folder, "GET", "/metrics")).text).toContain('stackc_gateway_info{name="library"} 1');
  expect((await statusOf(folder))?.environment).toEqual({ set: ["PATH"], missing: ["LIBRARY_URL"] });
  gateway.child.kill("SIGTERM");
  await gateway.ended;
  const lines = gateway
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([{ name: "library", level: "warn", event: "environment-missing", names: "LIBRARY_URL" }]);
});

test("USR1 after a rename: all processes write to a new file under the old name; F16: without its folder they go on", async () => {
  const folder = folderForTest();
  writeApp(
    folder,
    APP.replace(
      "body =",
      'import sys; print("from the app", path, file=sys.stderr, flush=True); print("printed", path, flush=True)\n    body =',
    ),
  );
  const log = `${folder}/logs/gateway.log`;
  const gateway = startGateway(folder, undefined, ["sh", "-c", `mkdir '${folder}/logs'; exec "$@" 2>>'${log}'`, "sh"]);
  const port = await startWeb(folder);
  await serving(folder);
  await got(port, "/before");
  renameSync(log, `${log}.1`);
  gateway.child.kill("SIGUSR1");
  await expect.poll(() => existsSync(log) && readFileSync(log, "utf8")).toContain('"event":"logs-reopened"');
  const written = async () => {
    await got(port, "/after");
    return readFileSync(log, "utf8");
  };
  await expect.poll(written).toContain("from the app /after");
  await expect.poll(written).toContain("printed /after");
  const pids = ((await statusOf(folder))?.workers ?? []).map(({ pid }) => pid);
  // The supervisor's own line and the new worker's come to the new file, and nothing more to the old one.
  const old = readFileSync(`${log}.1`, "utf8");
  process.kill(pids[0] ?? 0, "SIGKILL");
  await expect.poll(() => readFileSync(log, "utf8")).toContain('"event":"worker-ended"');
  expect(readFileSync(`${log}.1`, "utf8")).toBe(old);
  expect(old).toContain("from the app /before");
  rmSync(`${folder}/logs`, { recursive: true });
  gateway.child.kill("SIGUSR1");
  await serving(folder);
  expect((await got(port, "/")).status).toBe(200);
  expect((await statusOf(folder))?.state).toBe("serving");
});

test("F15: a log on a full disk: requests are answered, lines are counted", async () => {
  const folder = folderForTest();
  writeApp(folder, APP.replace("body =", 'if path == "/fail": raise ValueError("told to the log")\n    body ='));
  // Linux's own full disk: every write fails with ENOSPC (full(4)).
  startGateway(folder, undefined, ["sh", "-c", 'exec "$@" 2>/dev/full', "sh"]);
  const port = await startWeb(folder);
  await serving(folder);
  expect((await got(port, "/fail")).status).toBe(500);
  for (let turn = 0; turn < 5; turn++) expect((await got(port, "/")).status).toBe(200);
  expect((await ask(folder, "POST", "/reload")).status).toBe(200);
  expect((await got(port, "/")).status).toBe(200);
  expect(Number(/log_lines_dropped_total ([0-9]+)/.exec((await ask(folder, "GET", "/metrics")).text)?.[1])).toBeGreaterThan(3);
});

/** A service manager's end of $NOTIFY_SOCKET; Node has no datagram sockets of that kind. */
function notifySocket(path: string): { messages: string[] } {
  const program = `
import json, socket, sys
sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
sock.bind(sys.argv[1])
while True:
    print(json.dumps(sock.recv(4096).decode()), flush=True)
`;
  const child = spawn("/usr/bin/python3", ["-c", program, path], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const messages: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => messages.push(JSON.parse(line) as string));
  return { messages };
}

test("sd_notify: ready, reloading with its moment, ready again, the watchdog's beat, stopping", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const { messages } = notifySocket(`${folder}/notify`);
  await expect.poll(() => existsSync(`${folder}/notify`)).toBe(true);
  const gateway = startGateway(folder, undefined, ["env", `NOTIFY_SOCKET=${folder}/notify`, "WATCHDOG_USEC=300000"]);
  await serving(folder);
  await expect.poll(() => messages.filter((text) => text === "WATCHDOG=1").length).toBeGreaterThan(2);
  const beforeUs = process.hrtime.bigint() / 1000n;
  gateway.child.kill("SIGHUP");
  await expect.poll(() => messages.filter((text) => text.startsWith("READY=1")).length).toBe(2);
  gateway.child.kill("SIGTERM");
  await gateway.ended;
  await expect.poll(() => messages.includes("STOPPING=1")).toBe(true);
  const said = messages.filter((text) => text !== "WATCHDOG=1");
  const [, sentUs = "0"] = /^RELOADING=1\nMONOTONIC_USEC=([0-9]+)$/.exec(said[1] ?? "") ?? [];
  expect(BigInt(sentUs)).toBeGreaterThanOrEqual(beforeUs);
  expect([said[0], said[2], said[3]]).toEqual(["READY=1\nSTATUS=generation 1 serves", "READY=1\nSTATUS=generation 2 serves", "STOPPING=1"]);
});

test("sd_notify: a start that fails is never ready; a reload that fails is degraded and ready", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const { messages } = notifySocket(`${folder}/notify`);
  await expect.poll(() => existsSync(`${folder}/notify`)).toBe(true);
  startGateway(folder, undefined, ["env", `NOTIFY_SOCKET=${folder}/notify`]);
  await serving(folder);
  writeApp(folder, "import nowhere\n");
  expect((await ask(folder, "POST", "/reload")).status).toBe(500);
  await expect.poll(() => messages.at(-1)).toBe("READY=1\nSTATUS=degraded: new code did not start, the old serves on");
});

test("restarts by reason; what waits is told; a normal stop recycles nobody", async () => {
  const folder = folderForTest();
  writeApp(folder);
  const limits = { maxRequests: 20, maxRequestsJitter: 0, max: 2 };
  const gateway = startGateway(folder, (settings) => ({ ...settings, workers: { ...settings.workers, ...limits } }));
  const port = await startWeb(folder);
  await serving(folder);
  for (let turn = 0; turn < 50; turn++) expect((await got(port, "/")).status).toBe(200);
  const restarts = async () => (await statusOf(folder))?.restarts ?? {};
  await expect.poll(async () => (await restarts()).max_requests).toBeGreaterThanOrEqual(1);
  await got(port, "/die");
  await got(port, "/hang");
  await expect.poll(restarts).toMatchObject({ crashed: 1, stuck: 1, memory: 0 });
  const text = (await ask(folder, "GET", "/metrics")).text;
  for (const reason of ["crashed", "stuck", "memory", "max_requests"])
    expect(text).toMatch(new RegExp(`worker_restarts_total\\{reason="${reason}"\\} [0-9]+`));
  await serving(folder);
  const hanging = Array.from({ length: 6 }, () => got(port, "/hang"));
  const waiting = async () => (await statusOf(folder))?.requests_waiting ?? 0;
  await expect.poll(waiting, { interval: 20 }).toBeGreaterThanOrEqual(4);
  expect((await ask(folder, "GET", "/metrics")).text).toMatch(/requests_waiting [1-6]\n/);
  await Promise.all(hanging);
  await expect.poll(async () => (await restarts()).stuck).toBe(7);
  await serving(folder);
  const before = gateway.log().length;
  gateway.child.kill("SIGTERM");
  await gateway.ended;
  const events = gateway
    .log()
    .slice(before)
    .match(/"event":"[a-z-]+"/g);
  expect([...new Set(events)].toSorted()).toEqual([
    '"event":"generation-retired"',
    '"event":"stopped"',
    '"event":"stopping"',
    '"event":"worker-left"',
  ]);
});

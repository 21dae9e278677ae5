/** bin/local for real: stand-in servers, a free port, started and stopped as a person would. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePorts } from "../../../fixtures/harness/ports.ts";
import type { Plan, Run } from "../../plan/plan.ts";
import { host } from "./layer.ts";
import { scratch } from "./release.sample.ts";
import { sample } from "./sample.ts";

const STACK = `name: shop
domains: [shop.example.com]
web: { server: node, tls: false }
wsgi: { server: gateway }
app: { framework: wsgi, module: "shop:app", secrets: [KEY, TOKEN] }
`;

/** Says on its socket that it is there, and ends on TERM. */
const APP = `import os, signal, socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
open(sys.argv[2], "w").write(os.environ["KEY"] + " " + os.environ["TOKEN"])
signal.pause()
`;

const WEB = `import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.end_headers()
    def log_message(self, *args):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
`;

let at = "";
let running: ChildProcess | null = null;
beforeEach(() => {
  at = scratch();
  mkdirSync(join(at, "code"));
  mkdirSync(join(at, "release"));
  writeFileSync(join(at, "app.py"), APP);
  writeFileSync(join(at, "web.py"), WEB);
});
afterEach(async () => {
  if (running !== null && running.exitCode === null) await stop(running);
  rmSync(at, { recursive: true });
});

const run = (argv: readonly string[]): Run => ({
  argv,
  workingDirectory: join(at, "code"),
  environment: [],
  type: "exec",
  socketActivation: false,
  stopSignal: "SIGTERM",
  reloadSignal: null,
  pauseSignal: null,
  writable: [],
});

async function start(status = 200, stack = STACK): Promise<{ script: ChildProcess; port: number; stderr: () => string }> {
  const [port = 0] = await freePorts(1);
  const place = { kind: "local", prefix: at, code: join(at, "code"), httpPort: port, httpsPort: port } as const;
  const adapt = (plan: Plan): Plan => ({
    ...plan,
    web: { ...plan.web, run: run(["/usr/bin/python3", join(at, "web.py"), String(port), String(status)]) },
    apps: plan.apps.map((app) => ({
      ...app,
      server: { ...app.server, run: run(["/usr/bin/python3", join(at, "app.py"), app.server.socket ?? "", join(at, "secrets-seen")]) },
    })),
  });
  const { files, faults } = sample(host, stack, place, adapt);
  expect(faults).toEqual([]);
  const file = join(at, "release/local");
  writeFileSync(file, files.get("bin/local")?.text ?? "", { mode: 0o755 });
  const script = spawn(file, { env: { PATH: process.env.PATH, TOKEN: "from outside" }, stdio: ["ignore", "pipe", "pipe"] });
  running = script;
  let said = "";
  script.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  return { script, port, stderr: () => said };
}

const firstWords = (script: ChildProcess): Promise<string> =>
  new Promise((resolve) => script.stdout?.once("data", (data) => resolve(String(data))));
const ended = (script: ChildProcess): Promise<number | null> =>
  script.exitCode === null ? new Promise((resolve) => script.once("exit", (code) => resolve(code))) : Promise.resolve(script.exitCode);

function stop(script: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  script.kill(signal);
  return ended(script);
}

const pidOf = (part: string): number => Number(readFileSync(join(at, "run/shop/parts", part), "utf8"));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.each(["SIGINT", "SIGTERM"] as const)("prints the URL when the site answers, and %s stops all of it", async (signal) => {
  const { script, port, stderr } = await start();
  expect(await firstWords(script)).toBe(`http://localhost:${port}/\n`);
  const pids = [pidOf("shop"), pidOf("web")];
  expect(pids.map(isAlive)).toEqual([true, true]);
  expect(readFileSync(join(at, "secrets-seen"), "utf8")).toMatch(/^[0-9a-f]{64} from outside$/);
  expect(stderr()).toContain("KEY is not in the environment");
  expect(readFileSync(join(at, "etc/shop/secrets.env"), "utf8")).toMatch(/^KEY='[0-9a-f]{64}'\nTOKEN='from outside'\n$/);
  expect(await stop(script, signal)).toBe(0);
  expect(pids.map(isAlive)).toEqual([false, false]);
  expect(existsSync(join(at, "run/shop/parts"))).toBe(false);
});

test("a value that cannot be made up is asked for by its name, and nothing is started", async () => {
  const { script, stderr } = await start(200, STACK.replace("KEY", "DATABASE_URL"));
  await expect.poll(stderr).toBe("shop: DATABASE_URL is not in the environment: set it, as the project's .env does\n");
  expect(await ended(script)).toBe(1);
  expect(existsSync(join(at, "run/shop/parts/shop"))).toBe(false);
});

test("a part that ends by itself ends it all", async () => {
  const { script, stderr } = await start();
  await firstWords(script);
  const web = pidOf("web");
  process.kill(pidOf("shop"), "SIGKILL");
  expect(await ended(script)).toBe(1);
  expect(stderr()).toContain("shop ended with status 137");
  expect(isAlive(web)).toBe(false);
});

test("a part that does not start is named", async () => {
  writeFileSync(join(at, "app.py"), "raise SystemExit(3)\n");
  const { script, stderr } = await start();
  expect(await ended(script)).toBe(1);
  expect(stderr()).toContain("shop has ended");
});

test("it does not run twice", async () => {
  const { script } = await start();
  await firstWords(script);
  const second = spawn(join(at, "release/local"), { stdio: ["ignore", "ignore", "pipe"] });
  expect(await ended(second)).toBe(1);
  expect(isAlive(pidOf("shop"))).toBe(true);
});

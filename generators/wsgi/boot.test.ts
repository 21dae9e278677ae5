/** The generated files in their real servers: answered, and stopped with a request in progress. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { glueFolder } from "../plan/paths.ts";
import { type Sample, sample } from "./plan.sample.ts";

/** Answers in two halves with a second between them, so that a test can act while it answers. */
const WSGI = `
import time

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Seen", environ["wsgi.url_scheme"] + " " + environ.get("SCRIPT_NAME", ""))])
    yield b"first "
    time.sleep(1)
    yield b"second"
`;

const TORNADO = `
import asyncio
from tornado.web import Application, RequestHandler

class Halves(RequestHandler):
    async def get(self):
        self.set_header("X-Seen", self.request.protocol + " " + self.request.remote_ip)
        self.write("first ")
        await self.flush()
        await asyncio.sleep(1)
        self.write("second")

application = Application([("/", Halves)])
server_options = {"xheaders": True}
`;

/** One worker: uWSGI loses a TERM that comes while a worker loads the app, and then waits graceful_time. */
const stack = (server: string, framework: string, wsgi = "") => `
name: shop
domains: [shop.example.com]
web: { server: nginx, tls: false }
wsgi: { server: ${server}, workers: 1${wsgi} }
app: { framework: ${framework}, module: shop }
`;

const started: { child: ChildProcess; folder: string }[] = [];

afterEach(async () => {
  for (const { child, folder } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await exitOf(child);
    }
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A stop that comes when a worker has just been forked: told by that worker, which would load the app after an hour. */
const STOPS_AT_FORK = `
import signal, time

graceful_timeout = 3600

def stop():
    os.kill(os.getppid(), signal.SIGTERM)
    time.sleep(3600)
`;
/** After the fork's first moment, in which nothing else runs, come handlers like the app's own; then gunicorn's hook. */
const MOMENTS = ["os.register_at_fork(after_in_child=stop)", "def post_fork(server, worker): stop()"];

/** So early that the worker has its master's handlers still. */
const FIRST_MOMENT = `
import os, signal, time

def stop():
    os.kill(os.getppid(), signal.SIGTERM)
    # Until the master has told it, which it does at once.
    until = time.monotonic() + 60
    while not signal.sigpending() and time.monotonic() < until: time.sleep(0.01)

os.register_at_fork(after_in_child=stop)
`;

async function boot(text: string, glue: string) {
  const site = launch(text, glue);
  await ready(site.child, site.socket, site.log);
  return site;
}

/** `more` and `first`: added to gunicorn's settings, at their end and before all else. */
function launch(text: string, glue: string, more = "", first = "") {
  const folder = mkdtempSync(join(tmpdir(), "boot-"));
  const place = { kind: "local", prefix: folder, code: `${folder}/code`, httpPort: 1, httpsPort: 2 } as const;
  const made = sample(text, place);
  install(made, folder, glue, (settings) => first + settings + more);
  const { run, socket } = made.app.server;
  const [program, ...args] = run?.argv ?? [];
  if (program === undefined || socket === null) throw new Error("nothing to run");
  const child = spawn(program, args, { cwd: place.code, stdio: ["ignore", "ignore", "pipe"] });
  started.push({ child, folder });
  const log: string[] = [];
  child.stderr?.on("data", (data: Buffer) => log.push(data.toString()));
  return { child, socket, log };
}

function install({ plan, app, files }: Sample, folder: string, glue: string, changed: (settings: string) => string): void {
  for (const sub of ["code", "run/shop"]) mkdirSync(join(folder, sub), { recursive: true });
  for (const file of files.values()) {
    const path = join(plan.paths.release, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.path.startsWith("gunicorn/") ? changed(file.text) : file.text);
  }
  mkdirSync(glueFolder(plan, app), { recursive: true });
  writeFileSync(join(glueFolder(plan, app), "stackc_app.py"), glue);
}

/** Until the socket accepts: both servers bind it before a worker takes what waits there. */
async function ready(child: ChildProcess, socket: string, log: readonly string[]): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server has ended:\n${log.join("")}`);
    if (existsSync(socket) && (await accepts(socket))) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once("exit", (code) => resolve(code)));

/** Reads an HTTP answer; `meanwhile` is done at its first half. */
function get(socketPath: string, meanwhile: () => void): Promise<{ headers: IncomingMessage["headers"]; body: string }> {
  const headers = {
    Host: "shop.example.com",
    "X-Forwarded-Proto": "https",
    "X-Scheme": "https",
    "X-Forwarded-For": "203.0.113.9",
    "X-Real-IP": "203.0.113.9",
    SCRIPT_NAME: "/forged",
  };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path: "/", headers }, (answer) => {
      let body = "";
      answer.on("data", (data: Buffer) => {
        if (body === "") meanwhile();
        body += data.toString();
      });
      answer.on("end", () => resolve({ headers: answer.headers, body }));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** The same by the uwsgi protocol: a packet of names and values, each with its length before it. */
function ask(socketPath: string, meanwhile: () => void): Promise<string> {
  const variables = {
    REQUEST_METHOD: "GET",
    REQUEST_URI: "/",
    PATH_INFO: "/",
    QUERY_STRING: "",
    SCRIPT_NAME: "",
    SERVER_NAME: "shop.example.com",
    SERVER_PORT: "443",
    SERVER_PROTOCOL: "HTTP/1.1",
    HTTPS: "on",
  };
  const sized = (text: string) => Buffer.concat([Buffer.from(Uint16Array.of(text.length).buffer), Buffer.from(text)]);
  const pairs = Buffer.concat(Object.entries(variables).flatMap(([name, value]) => [sized(name), sized(value)]));
  const head = Buffer.from([0, pairs.length & 255, pairs.length >> 8, 0]);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(socketPath, () => socket.write(Buffer.concat([head, pairs])));
    socket.on("data", (data) => {
      const before = text.includes("first ");
      text += data.toString();
      if (!before && text.includes("first ")) meanwhile();
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}

describe("the distribution's servers, told by the generated files", () => {
  it.each([
    ["gthread", stack("gunicorn", "wsgi"), WSGI, "https "],
    ["sync", stack("gunicorn", "wsgi", ", threads: 1"), WSGI, "https "],
    ["tornado", stack("gunicorn", "tornado"), TORNADO, "https 203.0.113.9"],
  ])("gunicorn, %s: TERM lets an answer in progress end", async (_name, text, glue, seen) => {
    const { child, socket, log } = await boot(text, glue);
    const { headers, body } = await get(socket, () => child.kill("SIGTERM"));
    expect(body).toBe("first second");
    expect(headers["x-seen"]?.toString().trimEnd()).toBe(seen.trimEnd());
    expect(await exitOf(child)).toBe(0);
    expect(log.join("")).not.toMatch(/Traceback|WARNING|ERROR/);
  });

  it.each(MOMENTS)("gunicorn: a worker that has not begun to load the app does not delay a stop (%s)", async (moment) => {
    const { child, log } = launch(stack("gunicorn", "wsgi"), WSGI, `${STOPS_AT_FORK}\n${moment}\n`);
    expect(await exitOf(child)).toBe(0);
    expect(log.join("")).not.toMatch(/Traceback|WARNING|ERROR/);
  });

  it("gunicorn: nor does one in its first moment", async () => {
    const { child, log } = launch(stack("gunicorn", "wsgi"), WSGI, "\ngraceful_timeout = 3600\n", FIRST_MOMENT);
    expect(await exitOf(child)).toBe(0);
    expect(log.join("")).not.toMatch(/Traceback|WARNING|ERROR/);
  });

  it.each([
    ["gunicorn", "SHARED = socket.socketpair()", "socket"],
    [
      "gunicorn",
      "SHARED = sqlite3.connect(os.path.abspath('base.sqlite3')); SHARED.execute('create table t (n)')",
      "file .*/code/base.sqlite3",
    ],
    ["uwsgi", "SHARED = socket.socketpair()", "socket"],
    ["uwsgi", "SHARED = select.epoll()", "eventpoll"],
  ])("%s with preload: an import that leaves open what is no two processes' own does not start (%s)", async (server, opens, what) => {
    const { child, log } = launch(stack(server, "wsgi", ", preload: true"), `import os, select, socket, sqlite3\n${opens}\n${WSGI}`);
    expect(await exitOf(child)).not.toBe(0);
    expect(log.join("")).toMatch(new RegExp(`would share what the app's import leaves open: ${what}`));
  });

  it.each(["gunicorn", "uwsgi"])(
    "%s with preload: one that leaves nothing is imported once, and says which threads are lost",
    async (server) => {
      const glue = `import os, threading\nthreading.Thread(target=threading.Event().wait, name="feeder", daemon=True).start()\nPID = os.getpid()\n${WSGI.replace('b"first "', '"first {} ".format(PID).encode()')}`;
      const { child, socket, log } = await boot(stack(server, "wsgi", ", preload: true"), glue);
      const stop = () => child.kill("SIGTERM");
      const answer = server === "uwsgi" ? await ask(socket, stop) : (await get(socket, stop)).body;
      expect(answer).toMatch(new RegExp(`first ${child.pid} second$`));
      expect(await exitOf(child)).toBe(0);
      expect(log.join("")).toContain("threads that no worker has: feeder");
    },
  );

  it("uWSGI: TERM lets an answer in progress end", async () => {
    const { child, socket } = await boot(stack("uwsgi", "wsgi"), WSGI);
    const answer = await ask(socket, () => child.kill("SIGTERM"));
    expect(answer).toContain("X-Seen: https ");
    expect(answer.endsWith("first second")).toBe(true);
    expect(await exitOf(child)).toBe(0);
  });
});

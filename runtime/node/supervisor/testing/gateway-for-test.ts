/** The bundled gateway as a process, with an app of a test's own; and a web server in front of it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, onTestFinished } from "vitest";
import { createLog } from "../../log/log.ts";
import { boundsOf, descriptorsMax } from "../../web/bounds.ts";
import { startWebServer } from "../../web/server.ts";
import { appForTest, locationForTest, settingsForTest as webSettings } from "../../web/testing/settings-for-test.ts";
import type { Settings } from "../settings.ts";
import { settingsForTest } from "./settings-for-test.ts";

export const APP = `
import os, time
held = []
def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/hang":
        while True: pass
    if path == "/sleep": time.sleep(0.4)
    if path == "/die": os.kill(os.getpid(), 9)
    if path == "/leak": held.append(b"x" * (40 << 20))
    body = ("%s %d" % (VERSION, os.getpid())).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
VERSION = "one"
`;

export function writeApp(folder: string, text: string = APP): void {
  writeFileSync(`${folder}/site_app.py`, text);
}

// Another Node than the one that runs the tests: the bundle is for 18 and later.
const NODE = process.env.GATEWAY_NODE ?? process.execPath;

let bundle: string | null = null;
afterAll(() => {
  if (bundle !== null) rmSync(dirname(bundle), { recursive: true, force: true });
});

/** Built once for a file of tests. */
export function bundleForTest(): string {
  if (bundle !== null) return bundle;
  const folder = mkdtempSync(`${tmpdir()}/stackc-bundle-`);
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  buildSync({
    entryPoints: [here("../../main.ts")],
    outfile: `${folder}/gateway.mjs`,
    bundle: true,
    platform: "node",
    target: "node18",
    format: "esm",
  });
  symlinkSync(here("../../../python"), `${folder}/python`);
  bundle = `${folder}/gateway.mjs`;
  return bundle;
}

export function folderForTest(): string {
  const folder = mkdtempSync(`${tmpdir()}/stackc-gateway-`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Started = { readonly child: ChildProcess; readonly log: () => string; readonly ended: Promise<number | null> };

export function startGateway(
  folder: string,
  change: (settings: Settings) => Settings = (settings) => settings,
  wrap: readonly string[] = [],
): Started {
  writeFileSync(`${folder}/app.json`, JSON.stringify(change(settingsForTest(folder))));
  const [program = "", ...words] = [...wrap, NODE, bundleForTest(), "serve", `${folder}/app.json`];
  const child = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } });
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", (status) => resolve(status)));
  onTestFinished(async () => {
    child.kill("SIGQUIT");
    await ended;
  });
  return { child, log: () => text, ended };
}

/** Over the admin socket. */
export function ask(folder: string, method: string, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath: `${folder}/admin.sock`, method, path }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on("error", reject).end();
  });
}

export type Status = {
  readonly state: string;
  readonly generation: number;
  readonly keeper_pid: number;
  readonly workers: readonly { readonly pid: number; readonly requests_ms: readonly number[] }[];
  readonly requests_waiting: number | null;
  readonly environment: { readonly set: readonly string[]; readonly missing: readonly string[] };
  readonly restarts: Readonly<Record<string, number>>;
};

export async function statusOf(folder: string): Promise<Status | null> {
  try {
    return JSON.parse((await ask(folder, "GET", "/status")).text) as Status;
  } catch {
    return null;
  }
}

/** -> the port of a web server in front of the app. */
export async function startWeb(folder: string, link: "scgi" | "fastcgi" = "fastcgi"): Promise<number> {
  const app = { kind: "app", app: "app", stream: false, websocket: false } as const;
  const settings = webSettings(folder, { apps: [appForTest(folder, link)], locations: [locationForTest("/", app, { readS: 60 })] });
  const log = createLog("web", "error", () => {}, Date.now);
  const server = await startWebServer(settings, { passedSockets: 0, bounds: boundsOf(descriptorsMax()), log, writeAccess: () => {} });
  onTestFinished(() => server.stop(0));
  return server.ports[0]?.port ?? 0;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A web server with its folder and worker, started for one test and ended with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { onTestFinished } from "vitest";
import { createLog } from "../../log/log.ts";
import { type Bounds, boundsOf, descriptorsMax } from "../bounds.ts";
import { startWebServer, type WebServer } from "../server.ts";
import { type Act, type FakeWorker, startFakeWorker } from "./fake-worker.ts";
import { type Changes, settingsForTest } from "./settings-for-test.ts";

export type SiteForTest = {
  readonly folder: string;
  readonly port: number;
  readonly server: WebServer;
  readonly worker: FakeWorker | null;
  readonly access: string[];
  readonly logged: string[];
};

export async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(`${tmpdir()}/stackc-web-`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `act` null: no worker listens. */
export async function siteForTest(
  changes: Changes | ((folder: string) => Changes) = {},
  act: Act | null | undefined = undefined,
  bounds: Partial<Bounds> = {},
): Promise<SiteForTest> {
  const folder = await folderForTest();
  const access: string[] = [];
  const logged: string[] = [];
  const log = createLog("shop", "info", (line) => void logged.push(line), Date.now);
  const settings = settingsForTest(folder, typeof changes === "function" ? changes(folder) : changes);
  const worker = act === null ? null : await startFakeWorker(`${folder}/app.sock`, act);
  const server = await startWebServer(settings, {
    passedSockets: 0,
    bounds: { ...boundsOf(descriptorsMax()), ...bounds },
    log,
    writeAccess: (line) => void access.push(line),
  });
  onTestFinished(async () => {
    await server.stop(0);
    await worker?.close();
  });
  return { folder, port: server.ports[0]?.port ?? 0, server, worker, access, logged };
}

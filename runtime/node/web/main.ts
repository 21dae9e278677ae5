/** `gateway.mjs web FILE`: the web server as a process. Signals: TERM finishes what is under way, INT and QUIT do not wait, HUP reads everything again. */
import { readFile } from "node:fs/promises";
import { createLog, type Log } from "../log/log.ts";
import { passedSockets } from "./listen.ts";
import { startWebServer, type WebServer } from "./server.ts";
import { parseSettings, type Settings } from "./settings.ts";

export async function runWeb(path: string): Promise<void> {
  const settings = parseSettings(await readFile(path, "utf8"));
  const log = createLog(`${settings.name}-web`, settings.logs.level, (line) => void process.stderr.write(line), Date.now);
  const server = await startWebServer(settings, {
    passedSockets: passedSockets(process.env, process.pid),
    log,
    writeAccess: (line) => void process.stdout.write(line),
  });
  // A reader of our log that goes away must not take the site with it.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  // One exchange gone wrong in a way we did not foresee must not end all the others.
  process.on("uncaughtException", (error) => log.error("web-fault", { fault: error.stack ?? error.message }));
  log.notice("web-listening", { ports: server.ports.map(({ port }) => port).join(" ") });
  hearSignals(server, settings, path, log);
}

function hearSignals(server: WebServer, settings: Settings, path: string, log: Log): void {
  const stop = (graceMs: number) => (): void => {
    log.notice("web-stopping", { grace_ms: graceMs });
    server.stop(graceMs).then(() => {
      log.notice("web-stopped");
      process.exit(0);
    });
  };
  process.once("SIGTERM", stop(settings.times.gracefulS * 1000));
  process.on("SIGINT", stop(0));
  process.on("SIGQUIT", stop(0));
  process.on("SIGHUP", () => {
    reload(server, path).then(
      () => log.notice("web-settings"),
      (error: unknown) => log.error("web-settings-refused", { fault: error instanceof Error ? error.message : String(error) }),
    );
  });
}

async function reload(server: WebServer, path: string): Promise<void> {
  await server.reload(parseSettings(await readFile(path, "utf8")));
}

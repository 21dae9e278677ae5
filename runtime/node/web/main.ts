/** `gateway.mjs web FILE`: the web server as a process. Signals: TERM finishes what is under way, INT and QUIT do not wait, HUP reads everything again, USR1 opens log files anew. */
import { readFile } from "node:fs/promises";
import { batchLines } from "../log/batch.ts";
import { type LogFile, logFile } from "../log/files.ts";
import { createLog, type Log } from "../log/log.ts";
import { boundsOf, descriptorsMax } from "./bounds.ts";
import { passedSockets } from "./listen.ts";
import { startWebServer, type WebServer } from "./server.ts";
import { parseSettings, type Settings } from "./settings.ts";

export async function runWeb(path: string): Promise<void> {
  const settings = parseSettings(await readFile(path, "utf8"));
  const [access, errors] = [logFile(process.stdout), logFile(process.stderr)];
  const lines = batchLines(access.write);
  process.on("exit", lines.flush);
  const log = createLog(`${settings.name}-web`, settings.logs.level, errors.write, Date.now);
  const server = await startWebServer(settings, {
    passedSockets: passedSockets(process.env, process.pid),
    bounds: boundsOf(descriptorsMax()),
    log,
    writeAccess: lines.write,
  });
  // One exchange gone wrong in a way we did not foresee must not end all the others.
  process.on("uncaughtException", (error) => log.error("web-fault", { fault: error.stack ?? error.message }));
  log.notice("web-listening", { ports: server.ports.map(({ port }) => port).join(" ") });
  hearSignals(server, settings, path, log);
  process.on("SIGUSR1", () => {
    lines.flush();
    reopenLogs([access, errors], log);
  });
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

function reopenLogs(files: readonly LogFile[], log: Log): void {
  const faults = files.map((file) => file.reopen()).filter((fault) => fault !== null);
  if (faults.length === 0) log.notice("logs-reopened");
  for (const fault of faults) log.error("logs-kept", { fault });
}

async function reload(server: WebServer, path: string): Promise<void> {
  await server.reload(parseSettings(await readFile(path, "utf8")));
}

/** `gateway.mjs serve FILE`: an app's WSGI server as a process. Exit status: 0 stopped as told, 1 could not start or died, 2 settings that cannot be read. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { logFile } from "../log/files.ts";
import { createLog, type Level } from "../log/log.ts";
import { environmentOf, parseSecrets } from "./environment.ts";
import type { SignalName } from "./events.ts";
import { keeperSettings } from "./keeper-settings.ts";
import { readMachine } from "./machine.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { type Size, sizeOf } from "./size.ts";
import { startSupervisor } from "./supervisor.ts";

const SIGNALS: readonly SignalName[] = ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1", "SIGTTIN", "SIGTTOU"];
const LEVELS: Readonly<Record<Settings["log"]["level"], Level>> = { debug: "info", info: "info", warning: "warn", error: "error" };

export function runServe(path: string): void {
  const settings = parseSettings(readFileSync(path, "utf8"));
  const errors = logFile(process.stderr);
  const log = createLog(settings.name, LEVELS[settings.log.level], errors.write, Date.now);
  const size = sizeOf(settings, readMachine());
  const { environment, missing, unset } = environmentOf(settings, process.env, readSecrets(settings.app.secretsFile));
  if (missing.length > 0) {
    log.error("settings-refused", { fault: `not set: ${missing.join(", ")}` });
    process.exitCode = 1;
    return;
  }
  if (unset.length > 0) log.warn("environment-missing", { names: unset.join(" ") });
  const keeperSettingsFile = keeperFile(settings.scoreboard);
  writeKeeperSettings(keeperSettingsFile, settings, size);
  const supervisor = startSupervisor({
    settings,
    size,
    keeperProgram: findKeeper(),
    keeperSettingsFile,
    environment,
    passedSocket: passedSocket(),
    watchdogMs: watchdogMs(process.env),
    log,
    errors,
    unset,
    renew: () => {
      const fresh = parseSettings(readFileSync(path, "utf8"));
      const text = readSecrets(fresh.app.secretsFile);
      const found = environmentOf(fresh, process.env, text);
      if (found.missing.length > 0) throw new Error(`not set: ${found.missing.join(", ")}`);
      // What the scoreboard was made for at the start holds.
      const own = sizeOf(fresh, readMachine());
      const fit = { workers: Math.min(own.workers, size.workersMax), threads: size.threads, workersMax: size.workersMax };
      writeKeeperSettings(keeperSettingsFile, fresh, fit);
      return { settings: fresh, size: fit, secrets: parseSecrets(text ?? "") };
    },
    exit: (status) => process.exit(status),
  });
  for (const name of SIGNALS) process.on(name, () => supervisor.signal(name));
}

function readSecrets(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // There are none, or the file is root's alone: then the service manager has put its values into our environment.
    return null;
  }
}

/** keeper.json, beside the scoreboard; several apps' files may lie in that folder. */
function keeperFile(scoreboard: string): string {
  return `${dirname(scoreboard)}/${basename(scoreboard).replace(/scoreboard$/, "")}keeper.json`;
}

/** Whole or not at all: the keeper may read at any moment. */
function writeKeeperSettings(path: string, settings: Settings, size: Size): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(keeperSettings(settings, size), null, 2)}\n`, { mode: 0o640 });
  renameSync(`${path}.new`, path);
}

/** Beside the bundle on a host; beside this folder in the compiler's own tree. */
function findKeeper(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = [`${here}/python/keeper.py`, `${here}/../python/keeper.py`, `${here}/../../python/keeper.py`];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`keeper.py is not at ${places[0]}`);
  return found;
}

/** sd_listen_fds(3): descriptors from 3 on, for this very process. */
function passedSocket(): number | null {
  const { LISTEN_PID, LISTEN_FDS } = process.env;
  return LISTEN_PID === String(process.pid) && Number(LISTEN_FDS) >= 1 ? 3 : null;
}

/** sd_watchdog_enabled(3): half the time is the customary beat. */
function watchdogMs({ WATCHDOG_USEC, WATCHDOG_PID }: NodeJS.ProcessEnv): number | null {
  if (WATCHDOG_PID !== undefined && WATCHDOG_PID !== String(process.pid)) return null;
  const microseconds = Number(WATCHDOG_USEC);
  return microseconds > 0 ? microseconds / 2000 : null;
}

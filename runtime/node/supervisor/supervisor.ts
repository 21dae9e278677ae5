/** The shell around the policy: hands it what happens, does what it says. Owns the keeper, the admin socket and the timers. */
import type { Server } from "node:http";
import type { LogFile } from "../log/files.ts";
import type { Details, Log } from "../log/log.ts";
import { openAdmin } from "./admin.ts";
import type { Command, Event, KeeperSays, SeenWorker, SignalName } from "./events.ts";
import { type Keeper, startKeeper } from "./keeper-process.ts";
import { metricsText, type Snapshot } from "./metrics.ts";
import { step } from "./policy.ts";
import type { Settings } from "./settings.ts";
import type { Size } from "./size.ts";
import { initialState, rulesOf, type State } from "./state.ts";
import { statusOf } from "./status.ts";
import { type Counts, EMPTY_TALLY, settle, type Tally, tally, totals } from "./tally.ts";
import { residentBytes, seenWorkers, type Watch, watchBoard } from "./watch.ts";

export type Outside = {
  readonly settings: Settings;
  readonly size: Size;
  readonly keeperProgram: string;
  readonly keeperSettingsFile: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly passedSocket: number | null;
  readonly watchdogMs: number | null;
  readonly log: Log;
  readonly unset: readonly string[];
  readonly errors: LogFile;
  /** Reads gateway.json and the secrets again and writes the keeper's file. Throws when they are no good. */
  readonly renew: () => Renewed;
  readonly exit: (status: number) => void;
};

export type Renewed = { readonly settings: Settings; readonly size: Size; readonly secrets: Readonly<Record<string, string>> };

const LOOK_EVERY_MS = 250;

export type Supervisor = { signal(name: SignalName): void };

export function startSupervisor(outside: Outside): Supervisor {
  const { settings, size, log } = outside;
  const environment = { set: settings.app.environment.filter((name) => !outside.unset.includes(name)), missing: outside.unset };
  let state: State = initialState(rulesOf(settings, size), size.workers);
  let watch: Watch | null = null;
  let admin: Server | null = null;
  let counted: Tally = EMPTY_TALLY;
  let workers: readonly SeenWorker[] = [];
  let waiting: number | null = null;
  let secrets: Readonly<Record<string, string>> = {};
  let lastWaiter = 0;
  const waiters = new Map<number, (served: boolean, detail: string) => void>();

  function happen(event: Event): void {
    const next = step(state, event, performance.now());
    state = next.state;
    for (const command of next.commands) obey(command);
  }

  function obey(command: Command): void {
    switch (command.kind) {
      case "tell":
        // Values of secrets stand in no state, file or log: they are added on the way.
        keeper.tell(command.command.do === "reload" ? { ...command.command, environment: secrets } : command.command);
        return;
      case "log":
        log[command.level](command.event, detailsOf(command.details));
        return;
      case "renew-settings":
        renew();
        return;
      case "open-admin":
        openUp();
        return;
      case "reopen-logs":
        reopenLogs();
        return;
      case "answer":
        waiters.get(command.waiter)?.(command.served, command.detail);
        waiters.delete(command.waiter);
        return;
      case "exit":
        finish(command.status);
        return;
      default:
        command satisfies never;
    }
  }

  function renew(): void {
    try {
      const fresh = outside.renew();
      secrets = fresh.secrets;
      happen({ kind: "renewed", rules: rulesOf(fresh.settings, fresh.size), workers: fresh.size.workers });
    } catch (error) {
      happen({ kind: "renew-refused", fault: error instanceof Error ? error.message : String(error) });
    }
  }

  function reopenLogs(): void {
    const fault = outside.errors.reopen();
    if (fault === null) log.notice("logs-reopened");
    else log.error("logs-kept", { fault });
  }

  function detailsOf(details: Details): Details {
    if (settings.log.requestId || details.request_id === undefined) return details;
    const { request_id: _, ...rest } = details;
    return rest;
  }

  function openUp(): void {
    try {
      admin = openAdmin(settings.admin.socket, settings.admin.mode, adminOf(), (error) =>
        log.error("admin-fault", { fault: error.message }),
      );
    } catch (error) {
      log.error("admin-fault", { fault: String(error) });
    }
  }

  function adminOf() {
    return {
      metrics: () => metricsText(snapshot()),
      status: () => statusOf(snapshot(), { threads: size.threads, keeper: keeper.pid, environment }),
      reload: (answer: (served: boolean, detail: string) => void) => {
        lastWaiter += 1;
        waiters.set(lastWaiter, answer);
        happen({ kind: "reload", waiter: lastWaiter });
      },
    };
  }

  function snapshot(): Snapshot {
    look();
    return { name: settings.name, state, workers, counts: totals(counted), waiting, logLinesDropped: outside.errors.dropped() };
  }

  function look(): void {
    if (watch === null) return;
    const { slots, ...seen } = watch.read();
    waiting = seen.waiting;
    counted = tally(counted, slots);
    workers = seenWorkers(slots, state.generation, process.hrtime.bigint(), residentBytes);
  }

  function hear(said: KeeperSays): void {
    if (said.event === "listening" && typeof said.board === "string" && typeof said.slots === "number")
      watch = watchBoard(said.board, said.slots);
    if (said.event === "worker-exited" && typeof said.pid === "number") counted = settle(counted, said.pid, lastCounts(said.totals));
    happen({ kind: "keeper", said });
  }

  function finish(status: number): void {
    clearInterval(looking);
    clearInterval(watchdog);
    watch?.close();
    if (admin === null) return outside.exit(status);
    admin.close(() => outside.exit(status));
    admin.closeAllConnections();
  }

  const keeper: Keeper = startKeeper({
    python: settings.app.python,
    program: outside.keeperProgram,
    settingsFile: outside.keeperSettingsFile,
    environment: outside.environment,
    passedSocket: outside.passedSocket,
    said: hear,
    ended: (status, signal, why) => happen({ kind: "keeper-ended", status, signal, why }),
  });
  const looking = setInterval(() => {
    look();
    happen({ kind: "look", workers, waiting });
  }, LOOK_EVERY_MS);
  const watchdog =
    outside.watchdogMs === null ? undefined : setInterval(() => keeper.tell({ do: "notify", text: "WATCHDOG=1" }), outside.watchdogMs);
  return { signal: (name) => happen({ kind: "signal", signal: name }) };
}

function lastCounts(found: unknown): Omit<Counts, "latency"> {
  const totals = typeof found === "object" && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
  const of = (name: string): number => (typeof totals[name] === "number" ? totals[name] : 0);
  return { requests: of("requests"), faults: of("faults"), gone: of("gone"), busyNs: of("busy_ns") };
}

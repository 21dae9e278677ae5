/** The shell around the policy: hands it what happens, does what it says. Owns the keeper, the admin socket and the timers. */
import type { Server } from "node:http";
import type { LogFile } from "../log/files.ts";
import type { Details, Log } from "../log/log.ts";
import { type Admin, openAdmin } from "./admin.ts";
import type { Command, Event, KeeperCommand, KeeperSays, SeenWorker, SignalName } from "./events.ts";
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
  return new RunningSupervisor(outside);
}

type Answer = (served: boolean, detail: string) => void;

class RunningSupervisor implements Supervisor {
  readonly #outside: Outside;
  readonly #keeper: Keeper;
  readonly #looking: NodeJS.Timeout;
  readonly #watchdog: NodeJS.Timeout | undefined;
  readonly #waiters = new Map<number, Answer>();
  #state: State;
  #watch: Watch | null = null;
  #admin: Server | null = null;
  #counted: Tally = EMPTY_TALLY;
  #workers: readonly SeenWorker[] = [];
  #waiting: number | null = null;
  #secrets: Readonly<Record<string, string>> = {};
  #lastWaiter = 0;

  constructor(outside: Outside) {
    const { settings, size, watchdogMs } = outside;
    this.#outside = outside;
    this.#state = initialState(rulesOf(settings, size), size.workers);
    this.#keeper = this.#startKeeper();
    this.#looking = setInterval(() => this.#lookAndJudge(), LOOK_EVERY_MS);
    this.#watchdog =
      watchdogMs === null ? undefined : setInterval(() => this.#keeper.tell({ do: "notify", text: "WATCHDOG=1" }), watchdogMs);
  }

  signal(name: SignalName): void {
    this.#happen({ kind: "signal", signal: name });
  }

  #startKeeper(): Keeper {
    const { settings, keeperProgram, keeperSettingsFile, environment, passedSocket } = this.#outside;
    return startKeeper({
      python: settings.app.python,
      program: keeperProgram,
      settingsFile: keeperSettingsFile,
      environment,
      passedSocket,
      said: (event) => this.#hear(event),
      ended: (status, signal, why) => this.#happen({ kind: "keeper-ended", status, signal, why }),
    });
  }

  #happen(event: Event): void {
    const next = step(this.#state, event, performance.now());
    this.#state = next.state;
    for (const command of next.commands) this.#obey(command);
  }

  #obey(command: Command): void {
    switch (command.kind) {
      case "tell":
        return this.#tell(command.command);
      case "log":
        return this.#outside.log[command.level](command.event, this.#detailsOf(command.details));
      case "renew-settings":
        return this.#renew();
      case "open-admin":
        return this.#openAdmin();
      case "reopen-logs":
        return this.#reopenLogs();
      case "answer":
        this.#waiters.get(command.waiter)?.(command.served, command.detail);
        this.#waiters.delete(command.waiter);
        return;
      case "exit":
        return this.#finish(command.status);
      default:
        command satisfies never;
    }
  }

  /** Values of secrets stand in no state, file or log: they are added on the way. */
  #tell(command: KeeperCommand): void {
    this.#keeper.tell(command.do === "reload" ? { ...command, environment: this.#secrets } : command);
  }

  #renew(): void {
    try {
      const fresh = this.#outside.renew();
      this.#secrets = fresh.secrets;
      this.#happen({ kind: "renewed", rules: rulesOf(fresh.settings, fresh.size), workers: fresh.size.workers });
    } catch (error) {
      this.#happen({ kind: "renew-refused", fault: error instanceof Error ? error.message : String(error) });
    }
  }

  #reopenLogs(): void {
    const { errors, log } = this.#outside;
    const fault = errors.reopen();
    if (fault === null) log.notice("logs-reopened");
    else log.error("logs-kept", { fault });
  }

  #detailsOf(details: Details): Details {
    if (this.#outside.settings.log.requestId || details.request_id === undefined) return details;
    const { request_id: _, ...rest } = details;
    return rest;
  }

  #openAdmin(): void {
    const { settings, log } = this.#outside;
    try {
      this.#admin = openAdmin(settings.admin.socket, settings.admin.mode, this.#pages(), (error) =>
        log.error("admin-fault", { fault: error.message }),
      );
    } catch (error) {
      log.error("admin-fault", { fault: String(error) });
    }
  }

  #pages(): Admin {
    return {
      metrics: () => metricsText(this.#snapshot()),
      status: () => this.#status(),
      reload: (answer) => {
        this.#lastWaiter += 1;
        this.#waiters.set(this.#lastWaiter, answer);
        this.#happen({ kind: "reload", waiter: this.#lastWaiter });
      },
    };
  }

  #status(): unknown {
    const { settings, size, unset } = this.#outside;
    const environment = { set: settings.app.environment.filter((name) => !unset.includes(name)), missing: unset };
    return statusOf(this.#snapshot(), { threads: size.threads, keeper: this.#keeper.pid, environment });
  }

  #snapshot(): Snapshot {
    this.#look();
    const { settings, errors } = this.#outside;
    return {
      name: settings.name,
      state: this.#state,
      workers: this.#workers,
      counts: totals(this.#counted),
      waiting: this.#waiting,
      logLinesDropped: errors.dropped(),
    };
  }

  #lookAndJudge(): void {
    this.#look();
    this.#happen({ kind: "look", workers: this.#workers, waiting: this.#waiting });
  }

  #look(): void {
    if (this.#watch === null) return;
    const { slots, waiting } = this.#watch.read();
    this.#waiting = waiting;
    this.#counted = tally(this.#counted, slots);
    this.#workers = seenWorkers(slots, this.#state.generation, process.hrtime.bigint(), residentBytes);
  }

  #hear(said: KeeperSays): void {
    if (said.event === "listening" && typeof said.board === "string" && typeof said.slots === "number")
      this.#watch = watchBoard(said.board, said.slots);
    if (said.event === "worker-exited" && typeof said.pid === "number")
      this.#counted = settle(this.#counted, said.pid, lastCounts(said.totals));
    this.#happen({ kind: "keeper", said });
  }

  #finish(status: number): void {
    clearInterval(this.#looking);
    clearInterval(this.#watchdog);
    this.#watch?.close();
    if (this.#admin === null) return this.#outside.exit(status);
    this.#admin.close(() => this.#outside.exit(status));
    this.#admin.closeAllConnections();
  }
}

function lastCounts(found: unknown): Omit<Counts, "latency"> {
  const totals = typeof found === "object" && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
  const of = (name: string): number => (typeof totals[name] === "number" ? totals[name] : 0);
  return { requests: of("requests"), faults: of("faults"), gone: of("gone"), busyNs: of("busy_ns") };
}

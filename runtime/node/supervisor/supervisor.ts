/** The shell around the policy: hands it what happens, does what it says. Owns the keeper, the admin socket and the timers. */
import type { Server } from "node:http";
import type { Log } from "../log/log.ts";
import { openAdmin } from "./admin.ts";
import type { Command, Event, KeeperSays, SeenWorker, SignalName } from "./events.ts";
import { type Keeper, startKeeper } from "./keeper-process.ts";
import { metricsText, type Snapshot } from "./metrics.ts";
import { step } from "./policy.ts";
import type { Settings } from "./settings.ts";
import type { Size } from "./size.ts";
import { initialState, type State } from "./state.ts";
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
  /** Reads gateway.json again and writes the keeper's file. Throws when it is no good. */
  readonly renewSettings: () => void;
  readonly exit: (status: number) => void;
};

const LOOK_EVERY_MS = 250;

export type Supervisor = { signal(name: SignalName): void };

export function startSupervisor(outside: Outside): Supervisor {
  const { settings, size, log } = outside;
  let state: State = initialState(rulesOf(settings, size), size.workers);
  let watch: Watch | null = null;
  let admin: Server | null = null;
  let counted: Tally = EMPTY_TALLY;
  let workers: readonly SeenWorker[] = [];
  let lastWaiter = 0;
  const waiting = new Map<number, (served: boolean, detail: string) => void>();

  function happen(event: Event): void {
    const next = step(state, event, performance.now());
    state = next.state;
    for (const command of next.commands) obey(command);
  }

  function obey(command: Command): void {
    switch (command.kind) {
      case "tell":
        keeper.tell(command.command);
        return;
      case "log":
        log[command.level](command.event, command.details);
        return;
      case "renew-settings":
        renew();
        return;
      case "open-admin":
        openUp();
        return;
      case "reopen-logs":
        // Standard error is the log; its file, if it has one, is the service manager's.
        return;
      case "answer":
        waiting.get(command.waiter)?.(command.served, command.detail);
        waiting.delete(command.waiter);
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
      outside.renewSettings();
    } catch (error) {
      // The keeper reads the old ones once more: new code with settings that are known to do.
      log.error("settings-refused", { fault: error instanceof Error ? error.message : String(error) });
    }
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
      status: () => statusOf(snapshot(), { threads: size.threads, keeper: keeper.pid }),
      reload: (answer: (served: boolean, detail: string) => void) => {
        lastWaiter += 1;
        waiting.set(lastWaiter, answer);
        happen({ kind: "reload", waiter: lastWaiter });
      },
    };
  }

  function snapshot(): Snapshot {
    look();
    return { name: settings.name, state, workers, counts: totals(counted) };
  }

  function look(): void {
    if (watch === null) return;
    const slots = watch.read();
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
    ended: (status, signal) => happen({ kind: "keeper-ended", status, signal }),
  });
  const looking = setInterval(() => {
    look();
    happen({ kind: "look", workers });
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

function rulesOf({ app, times, workers }: Settings, { workersMax }: Size) {
  return {
    workersMax,
    requestMs: times.requestS * 1000,
    streamMs: times.streamS === null ? null : times.streamS * 1000,
    memoryBytesMax: workers.maxMemoryBytes,
    scalesByLoad: app.link === "wsgi",
  };
}

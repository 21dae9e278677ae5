/** What the keeper reports (PROTOCOL.md, events) and what follows from it. An event that is not known is logged, and harms nothing. */
import type { Command, KeeperSays } from "./events.ts";
import type { Restarts, State, Waiter } from "./state.ts";
import { answerAll, type Step, tell } from "./step.ts";

/** READY=1 ends RELOADING=1 (sd_notify(3)); what went wrong stands in the status line. */
export const DEGRADED = "READY=1\nSTATUS=degraded: new code did not start, the old serves on";

/** Exits at once, several times: the app, not chance. */
const CRASH_LIFE_S = 1;

export function hearKeeper(state: State, said: KeeperSays): Step {
  const row = Object.hasOwn(rows, said.event) ? rows[said.event] : undefined;
  return row === undefined ? { state, commands: [log("info", "keeper-said", said)] } : row(state, said);
}

type Row = (state: State, said: KeeperSays) => Step;

const rows: Readonly<Record<string, Row>> = {
  listening: (state) => ({ state, commands: [{ kind: "open-admin" }] }),
  "generation-starting": (state, said) => ({ state, commands: [log("info", "starting", said)] }),
  "import-not-shared": (state, said) => ({ state, commands: [log("warn", "import-not-shared", said)] }),
  "threads-lost": (state, said) => ({ state, commands: [log("warn", "threads-lost", said)] }),
  "reload-waiting": (state, said) => ({
    state,
    commands: [log("warn", "reload-waiting", { ...said, generations: Array.isArray(said.draining) ? said.draining.join(", ") : "" })],
  }),
  "generation-ready": (state) => ({ state, commands: [] }),
  "generation-serving": serving,
  "generation-failed": failed,
  "generation-died": (state, said) => ({
    state: counted({ ...state, told: {} }, "crashed"),
    commands: [log("error", "worker-ended", said)],
  }),
  "generation-drained": (state, said) => ({ state, commands: [log("info", "generation-retired", said)] }),
  "worker-started": (state, said) => ({
    state: { ...state, told: without(state.told, said.worker) },
    commands: [log("info", "worker-started", said)],
  }),
  "worker-exited": exited,
  stack: (state, said) => ({ state, commands: [log("warn", "worker-stuck", said)] }),
  stopped: (state) => ({ state, commands: [] }),
};

function serving(state: State, said: KeeperSays): Step {
  const generation = Number(said.generation);
  const { heard, waiters, isLast } = ofOrder(state, said);
  return {
    state: {
      ...state,
      phase: state.phase === "stopping" ? "stopping" : "serving",
      generation,
      rules: (isLast ? state.nextRules : null) ?? state.rules,
      nextRules: isLast ? null : state.nextRules,
      reloading: !isLast,
      waiters,
      told: {},
      lastFailure: null,
    },
    commands: [
      log("notice", "ready", said),
      tell({ do: "notify", text: `READY=1\nSTATUS=generation ${generation} serves` }),
      ...answerAll(heard, true, `generation ${generation} serves`),
    ],
  };
}

/** A generation that was started for one order says nothing of a later one: that one's code may be newer. */
function ofOrder(state: State, said: KeeperSays): { heard: readonly Waiter[]; waiters: readonly Waiter[]; isLast: boolean } {
  const number = Number(said.order);
  return {
    heard: state.waiters.filter(({ order }) => order <= number),
    waiters: state.waiters.filter(({ order }) => order > number),
    isLast: number >= state.ordered,
  };
}

/** The old one serves on; at the first start there is none, and the keeper ends by itself. */
function failed(state: State, said: KeeperSays): Step {
  const detail = [said.why, said.traceback].filter((text) => typeof text === "string" && text !== "").join("\n");
  const { heard, waiters, isLast } = ofOrder(state, said);
  const serves = said.serving === true;
  const notify = tell({ do: "notify", text: DEGRADED });
  return {
    state: { ...state, reloading: !isLast, waiters, nextRules: isLast ? null : state.nextRules, lastFailure: detail },
    commands: [log("error", "generation-failed", said), ...(serves ? [notify] : []), ...answerAll(heard, false, detail)],
  };
}

type Exit = {
  readonly level: "error" | "warn" | "info";
  readonly event: "worker-ended" | "worker-killed" | "worker-recycled" | "worker-left";
};

/** By the keeper's word for why; whatever else it says (`drained`, `scaled`, `asked`) is no replacement. */
const exits: Readonly<Record<keyof Restarts, Exit>> = {
  crashed: { level: "error", event: "worker-ended" },
  stuck: { level: "warn", event: "worker-killed" },
  memory: { level: "info", event: "worker-recycled" },
  max_requests: { level: "info", event: "worker-recycled" },
};

function exited(state: State, said: KeeperSays): Step {
  const after = { ...state, told: without(state.told, said.worker) };
  const reason = isRestart(said.reason) ? said.reason : null;
  if (reason === null) return { state: after, commands: [log("info", "worker-left", said)] };
  const { level, event } = exits[reason];
  const commands: Command[] = [log(level, event, said)];
  if (reason === "crashed" && Number(said.lived_s) < CRASH_LIFE_S) commands.push(log("error", "crash-loop", said));
  return { state: counted(after, reason), commands };
}

function isRestart(reason: unknown): reason is keyof Restarts {
  return typeof reason === "string" && Object.hasOwn(exits, reason);
}

function counted(state: State, reason: keyof Restarts): State {
  return { ...state, restarts: { ...state.restarts, [reason]: state.restarts[reason] + 1 } };
}

function without(told: State["told"], worker: unknown): State["told"] {
  return Object.fromEntries(Object.entries(told).filter(([own]) => own !== String(worker)));
}

function log(level: "error" | "warn" | "notice" | "info", event: Extract<Command, { kind: "log" }>["event"], said: KeeperSays): Command {
  const details: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(said)) {
    if (key === "event") details.keeper_event = String(value);
    else if (value === null || ["string", "number", "boolean"].includes(typeof value))
      details[key] = value as string | number | boolean | null;
  }
  return { kind: "log", level, event, details };
}

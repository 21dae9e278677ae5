/**
 * The supervisor's policy: (state, event, time) -> (state, commands). It knows no process, no
 * socket and no clock, so every decision is a row in a table of tests. What a keeper does by
 * itself (fork, replace, back off, drain) is not decided here.
 */
import type { Command, Event, SignalName } from "./events.ts";
import { DEGRADED, hearKeeper } from "./hear-keeper.ts";
import { judgeWorkers } from "./judge-workers.ts";
import { scale } from "./scale.ts";
import type { Rules, State } from "./state.ts";
import { answerAll, type Step, tell } from "./step.ts";

export function step(state: State, event: Event, nowMs: number): Step {
  switch (event.kind) {
    case "keeper":
      return hearKeeper(state, event.said);
    case "keeper-ended":
      return keeperEnded(state, event);
    case "signal":
      return hearSignal(state, event.signal);
    case "look": {
      if (state.phase !== "serving") return { state, commands: [] };
      const judged = judgeWorkers(state, event.workers);
      const scaled = scale(judged.state, event.workers, event.waiting, nowMs);
      return { state: scaled.state, commands: [...judged.commands, ...scaled.commands] };
    }
    case "reload":
      return reload(state, event.waiter);
    case "renewed":
      return renewed(state, event.rules, event.workers);
    case "renew-refused":
      return renewRefused(state, event.fault);
    default:
      return event satisfies never;
  }
}

function hearSignal(state: State, signal: SignalName): Step {
  switch (signal) {
    case "SIGTERM":
      return stop(state, "graceful");
    case "SIGINT":
    case "SIGQUIT":
      return stop(state, "quick");
    case "SIGHUP":
      return reload(state, null);
    case "SIGUSR1":
      return { state, commands: [{ kind: "reopen-logs" }, tell({ do: "reopen" })] };
    case "SIGTTIN":
      return scaleByHand(state, state.workersWanted + 1);
    case "SIGTTOU":
      return scaleByHand(state, state.workersWanted - 1);
    default:
      return signal satisfies never;
  }
}

/** A second TERM means the same as QUIT: who asks twice does not want to wait. */
function stop(state: State, how: "graceful" | "quick"): Step {
  const again = state.phase === "stopping";
  const commands: Command[] = [tell({ do: "stop", how: again ? "quick" : how })];
  if (!again) {
    commands.unshift({ kind: "log", level: "notice", event: "stopping", details: { how } }, tell({ do: "notify", text: "STOPPING=1" }));
  }
  commands.push(...answerAll(state.waiters, false, "the gateway is stopping"));
  return { state: { ...state, phase: "stopping", waiters: [] }, commands };
}

function reload(state: State, waiter: number | null): Step {
  if (state.phase === "stopping") {
    return { state, commands: waiter === null ? [] : [{ kind: "answer", waiter, served: false, detail: "the gateway is stopping" }] };
  }
  const order = state.asked + 1;
  const waiters = waiter === null ? state.waiters : [...state.waiters, { waiter, order }];
  return {
    state: { ...state, reloading: true, asked: order, waiters },
    commands: [
      { kind: "log", level: "notice", event: "reload", details: {} },
      tell({ do: "notify", text: "RELOADING=1" }),
      { kind: "renew-settings" },
    ],
  };
}

/** What was scaled by hand holds, until the settings say another number than they did. */
function renewed(state: State, rules: Rules, workers: number): Step {
  const same = workers === state.workersSet;
  const counts = same ? {} : { workersSet: workers, workersWanted: workers, floor: workers };
  return {
    state: { ...state, ...counts, ordered: state.asked, nextRules: rules },
    commands: [...(same ? [] : [tell({ do: "workers", count: workers })]), tell({ do: "reload", order: state.asked })],
  };
}

/** The same as new code that does not start: the old serves on, and whoever asked for this one hears why. */
function renewRefused(state: State, fault: string): Step {
  const waiters = state.waiters.filter(({ order }) => order < state.asked);
  const refused = state.waiters.filter(({ order }) => order === state.asked);
  return {
    state: { ...state, reloading: waiters.length > 0, waiters, lastFailure: fault },
    commands: [
      { kind: "log", level: "error", event: "settings-refused", details: { fault } },
      tell({ do: "notify", text: DEGRADED }),
      ...answerAll(refused, false, fault),
    ],
  };
}

function scaleByHand(state: State, wanted: number): Step {
  const count = Math.min(state.rules.workersMax, Math.max(state.rules.workersMin, wanted));
  if (count === state.workersWanted || state.phase === "stopping") return { state, commands: [] };
  return {
    state: { ...state, workersWanted: count, floor: count, loadedSinceMs: null, calmSinceMs: null },
    commands: [
      tell({ do: "workers", count }),
      { kind: "log", level: "notice", event: "scaled", details: { workers: count, why: "signal" } },
    ],
  };
}

/** Its socket and its workers went with it: whoever started us starts us again. */
function keeperEnded(state: State, { status, signal, why }: Extract<Event, { kind: "keeper-ended" }>): Step {
  const asked = state.phase === "stopping" && status === 0;
  const answers = answerAll(state.waiters, false, "the keeper ended");
  const log: Command = asked
    ? { kind: "log", level: "notice", event: "stopped", details: {} }
    : { kind: "log", level: "error", event: "keeper-ended", details: why === null ? { status, signal } : { status, signal, why } };
  return { state: { ...state, waiters: [] }, commands: [...answers, log, { kind: "exit", status: asked ? 0 : (status ?? 1) || 1 }] };
}

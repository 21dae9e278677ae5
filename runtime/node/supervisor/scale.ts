/**
 * Scaling by load, between what was asked for and the maximum: up when every thread has been at
 * work and requests have waited for a while, down when hardly any has for long. Quick up, slow down.
 */
import type { SeenWorker } from "./events.ts";
import type { State } from "./state.ts";
import { type Step, tell } from "./step.ts";

const UP_AFTER_MS = 2000;
const DOWN_AFTER_MS = 60_000;
const CALM_SHARE = 0.25;

export function scale(state: State, workers: readonly SeenWorker[], waiting: number | null, nowMs: number): Step {
  if (!state.rules.scalesByLoad) return { state, commands: [] };
  const threads = workers.reduce((sum, seen) => sum + seen.threads, 0);
  const busy = workers.reduce((sum, seen) => sum + seen.requests.length, 0);
  const loadedSinceMs = threads > 0 && busy === threads && waiting !== 0 ? (state.loadedSinceMs ?? nowMs) : null;
  const calmSinceMs = busy <= threads * CALM_SHARE && (waiting ?? 0) === 0 ? (state.calmSinceMs ?? nowMs) : null;
  const watched = { ...state, loadedSinceMs, calmSinceMs };
  // While workers start or leave, the share says nothing.
  if (workers.length !== state.workersWanted || state.reloading) return { state: watched, commands: [] };
  if (loadedSinceMs !== null && nowMs - loadedSinceMs >= UP_AFTER_MS)
    return resize(watched, state.workersWanted + Math.ceil(state.workersWanted / 4), "load");
  if (calmSinceMs !== null && nowMs - calmSinceMs >= DOWN_AFTER_MS) return resize(watched, state.workersWanted - 1, "calm");
  return { state: watched, commands: [] };
}

function resize(state: State, wanted: number, why: string): Step {
  const count = Math.min(state.rules.workersMax, Math.max(state.floor, wanted));
  const rested = { ...state, workersWanted: count, loadedSinceMs: null, calmSinceMs: null };
  if (count === state.workersWanted) return { state: rested, commands: [] };
  return {
    state: rested,
    commands: [tell({ do: "workers", count }), { kind: "log", level: "notice", event: "scaled", details: { workers: count, why } }],
  };
}

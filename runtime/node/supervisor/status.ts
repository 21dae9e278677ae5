/** /status: what an operator asks first, in one object. No I/O. */
import type { Snapshot } from "./metrics.ts";

/** Names alone: of the variables that the service manager should have set. */
export type Environment = { readonly set: readonly string[]; readonly missing: readonly string[] };

export function statusOf(
  { name, state, workers, counts, waiting }: Snapshot,
  sizes: { readonly threads: number; readonly keeper: number | undefined; readonly environment: Environment },
) {
  return {
    name,
    state: state.lastFailure === null ? state.phase : `${state.phase}, degraded: new code did not start`,
    generation: state.generation,
    reloading: state.reloading,
    keeper_pid: sizes.keeper ?? null,
    workers_wanted: state.workersWanted,
    workers_max: state.rules.workersMax,
    threads_each: sizes.threads,
    workers: workers.map(({ worker, pid, residentBytes, requests }) => ({
      worker,
      pid,
      memory_bytes: residentBytes,
      requests_ms: requests.map(({ tookMs }) => Math.round(tookMs)),
    })),
    requests_waiting: waiting,
    requests: counts.requests,
    faults: counts.faults,
    restarts: state.restarts,
    environment: sizes.environment,
    last_failure: state.lastFailure,
  };
}

/**
 * `auto` in numbers: two workers for each CPU, so that one computes while the other waits, as
 * many as fit in the memory that is there. No I/O: what the machine has is told.
 */
import type { Settings } from "./settings.ts";

export type Machine = { readonly cpus: number; readonly memoryBytes: number };

export type Size = { readonly workers: number; readonly workersMax: number; readonly threads: number };

const WORKERS_PER_CPU = 2;
const THREADS = 4;
/** The rest is the keeper's, the system's and the page cache's. */
const MEMORY_SHARE = 0.8;

export function sizeOf({ app, workers }: Pick<Settings, "app" | "workers">, { cpus, memoryBytes }: Machine): Size {
  const fitting = Math.max(1, Math.floor((memoryBytes * MEMORY_SHARE) / workers.bytesEach));
  const auto = workers.start === "auto";
  // What was written is written; only what we choose ourselves is bounded by what fits.
  const workersMax = auto ? Math.max(workers.min, Math.min(workers.max, fitting)) : workers.max;
  const wanted = workers.start === "auto" ? Math.ceil(cpus * WORKERS_PER_CPU) : workers.start;
  const threads = workers.threads === "auto" ? Math.min(THREADS, workers.threadsMax) : workers.threads;
  return {
    workers: Math.min(workersMax, Math.max(workers.min, wanted)),
    workersMax,
    threads: app.link === "wsgi" ? Math.max(1, threads) : 1,
  };
}

/** Workers that must go: a request past its deadline, more memory than allowed, or no sign of life. */
import type { Command, SeenWorker } from "./events.ts";
import type { State } from "./state.ts";
import { type Step, tell } from "./step.ts";

/** So far past its memory, a worker is not waited for. */
const HARD_MEMORY = 1.5;
/** An idle worker wakes four times a second. */
const STILL_MS = 5000;

type Sentence = {
  readonly do: "retire" | "kill";
  readonly why: "stuck" | "memory";
  readonly event: "request-late" | "worker-still" | "memory-high";
  readonly details: Readonly<Record<string, number>>;
};

export function judgeWorkers(state: State, workers: readonly SeenWorker[]): Step {
  const commands: Command[] = [];
  const told = { ...state.told };
  const still = workers.filter(({ stillMs }) => stillMs > STILL_MS).map(({ worker }) => worker);
  for (const seen of workers) {
    const sentence = sentenceOf(seen, state);
    // Told once; a retirement may still become a killing.
    if (sentence === null || told[seen.worker] === "kill" || told[seen.worker] === sentence.do) continue;
    told[seen.worker] = sentence.do;
    commands.push(
      { kind: "log", level: "warn", event: sentence.event, details: { worker: seen.worker, pid: seen.pid, ...sentence.details } },
      tell({ do: sentence.do, worker: seen.worker, why: sentence.why }),
    );
  }
  return { state: { ...state, told, still }, commands };
}

function sentenceOf(
  { worker, requests, residentBytes, stillMs }: SeenWorker,
  { still, rules: { requestMs, streamMs, memoryBytesMax } }: State,
): Sentence | null {
  const late = requests.find(({ tookMs, streaming, limitMs }) => {
    const mayMs = limitMs > 0 ? limitMs : streaming ? streamMs : requestMs;
    return mayMs !== null && tookMs > mayMs;
  });
  if (late !== undefined) return { do: "kill", why: "stuck", event: "request-late", details: { took_ms: Math.round(late.tookMs) } };
  if (stillMs > STILL_MS && still.includes(worker))
    return { do: "kill", why: "stuck", event: "worker-still", details: { still_ms: Math.round(stillMs) } };
  if (memoryBytesMax === null || residentBytes <= memoryBytesMax) return null;
  const hard = residentBytes > memoryBytesMax * HARD_MEMORY;
  return { do: hard ? "kill" : "retire", why: "memory", event: "memory-high", details: { bytes: residentBytes } };
}

/** Workers that must go: a request past its deadline, or more memory than allowed. */
import type { Command, SeenWorker } from "./events.ts";
import type { Rules, State } from "./state.ts";
import { type Step, tell } from "./step.ts";

/** So far past its memory, a worker is not waited for. */
const HARD_MEMORY = 1.5;

type Sentence = { readonly do: "retire" | "kill"; readonly why: "stuck" | "memory"; readonly details: Readonly<Record<string, number>> };

export function judgeWorkers(state: State, workers: readonly SeenWorker[]): Step {
  const commands: Command[] = [];
  const told = { ...state.told };
  for (const seen of workers) {
    const sentence = sentenceOf(seen, state.rules);
    // Told once; a retirement may still become a killing.
    if (sentence === null || told[seen.worker] === "kill" || told[seen.worker] === sentence.do) continue;
    told[seen.worker] = sentence.do;
    const event = sentence.why === "stuck" ? "request-late" : "memory-high";
    commands.push(
      { kind: "log", level: "warn", event, details: { worker: seen.worker, pid: seen.pid, ...sentence.details } },
      tell({ do: sentence.do, worker: seen.worker, why: sentence.why }),
    );
  }
  return { state: { ...state, told }, commands };
}

function sentenceOf({ requests, residentBytes }: SeenWorker, { requestMs, streamMs, memoryBytesMax }: Rules): Sentence | null {
  const late = requests.find(({ tookMs, streaming }) => {
    const limitMs = streaming ? streamMs : requestMs;
    return limitMs !== null && tookMs > limitMs;
  });
  if (late !== undefined) return { do: "kill", why: "stuck", details: { took_ms: Math.round(late.tookMs) } };
  if (memoryBytesMax === null || residentBytes <= memoryBytesMax) return null;
  const hard = residentBytes > memoryBytesMax * HARD_MEMORY;
  return { do: hard ? "kill" : "retire", why: "memory", details: { bytes: residentBytes } };
}

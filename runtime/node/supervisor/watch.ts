/** What is seen of the workers at one moment: scoreboard and /proc. Owns the scoreboard's descriptor. */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { boardBytes, readBoard, readWaiting, type Slot } from "./board.ts";
import type { SeenWorker } from "./events.ts";

export type Look = { readonly slots: readonly Slot[]; readonly waiting: number | null };
export type Watch = { read(): Look; close(): void };

export function watchBoard(path: string, slots: number): Watch {
  const file = openSync(path, "r");
  const data = Buffer.alloc(boardBytes(slots));
  return {
    read: () => {
      const bytes = readSync(file, data, 0, data.length, 0);
      return { slots: readBoard(data.subarray(0, bytes)), waiting: readWaiting(data) };
    },
    close: () => closeSync(file),
  };
}

/** Workers of one generation that take requests. */
export function seenWorkers(
  slots: readonly Slot[],
  generation: number | null,
  nowNs: bigint,
  residentBytes: (pid: number) => number,
): readonly SeenWorker[] {
  const workers = new Map<number, Slot[]>();
  for (const slot of slots) {
    if (slot.generation !== generation || !takesRequests(slot)) continue;
    const own = workers.get(slot.worker);
    if (own === undefined) workers.set(slot.worker, [slot]);
    else own.push(slot);
  }
  return [...workers].map(([worker, own]) => ({
    worker,
    pid: own[0]?.pid ?? 0,
    residentBytes: residentBytes(own[0]?.pid ?? 0),
    requests: own
      .filter(isAtWork)
      .map(({ startNs, streaming, limitMs }) => ({ tookMs: Number(nowNs - startNs) / 1e6, streaming, limitMs })),
    threads: own.length,
    stillMs: Math.max(0, ...own.filter(isIdle).map(({ seenNs }) => Number(nowNs - seenNs) / 1e6)),
  }));
}

/** Or is about to: one that waits for the word to begin gives signs of life, one that still imports does not. */
function takesRequests(slot: Slot): boolean {
  return slot.state === "working" || slot.state === "idle" || isIdle(slot);
}

function isIdle({ state, seenNs }: Slot): boolean {
  return (state === "idle" || state === "starting") && seenNs !== 0n;
}

function isAtWork({ state, startNs }: Slot): boolean {
  return state === "working" && startNs !== 0n;
}

/** VmRSS of proc_pid_status(5); 0 where the process is gone. */
export function residentBytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+([0-9]+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

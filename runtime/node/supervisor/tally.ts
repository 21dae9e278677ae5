/** Counters that outlive workers: what the scoreboard shows, and what those who left had counted. No I/O. */
import { BUCKETS, type Slot } from "./board.ts";

export type Counts = {
  readonly requests: number;
  readonly faults: number;
  readonly gone: number;
  readonly busyNs: number;
  readonly latency: readonly number[];
};

export const NOTHING: Counts = { requests: 0, faults: 0, gone: 0, busyNs: 0, latency: Array.from({ length: BUCKETS }, () => 0) };

export type Tally = { readonly left: Counts; readonly seen: ReadonlyMap<string, Counts> };

export const EMPTY_TALLY: Tally = { left: NOTHING, seen: new Map() };

/** A thread that is no longer on the board has left: what was last seen of it is kept. */
export function tally({ left, seen }: Tally, slots: readonly Slot[]): Tally {
  const now = new Map<string, Counts>(slots.map((slot) => [`${slot.pid}.${slot.thread}`, slot]));
  let gone = left;
  for (const [key, counts] of seen) if (!now.has(key)) gone = add(gone, counts);
  return { left: gone, seen: now };
}

/** A worker has ended: its own last count is exact; of how long its requests took, what was last seen must do. */
export function settle({ left, seen }: Tally, pid: number, last: Omit<Counts, "latency">): Tally {
  const own = [...seen].filter(([key]) => key.startsWith(`${pid}.`));
  const latency = own.reduce((sum, [, counts]) => add(sum, counts), NOTHING).latency;
  return { left: add(left, { ...last, latency }), seen: new Map([...seen].filter(([key]) => !key.startsWith(`${pid}.`))) };
}

export function totals({ left, seen }: Tally): Counts {
  let sum = left;
  for (const counts of seen.values()) sum = add(sum, counts);
  return sum;
}

function add(one: Counts, other: Counts): Counts {
  return {
    requests: one.requests + other.requests,
    faults: one.faults + other.faults,
    gone: one.gone + other.gone,
    busyNs: one.busyNs + other.busyNs,
    latency: one.latency.map((count, bucket) => count + (other.latency[bucket] ?? 0)),
  };
}

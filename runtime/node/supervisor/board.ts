/**
 * The scoreboard that workers write (PROTOCOL.md, "Scoreboard"): 64-bit words, little endian,
 * each written by one thread alone, so a reader never sees half of one. No I/O here.
 */

/** "STCBORD1" */
const MAGIC = 0x3144524f42435453n;
const HEADER_WORDS = 16;
const SLOT_WORDS = 64;
const SEEN_AT = 13;
const LATENCY_AT = 16;
export const BUCKETS = 32;

const STATES = ["free", "starting", "idle", "working", "stopping"] as const;
export type SlotState = (typeof STATES)[number];

export type Slot = {
  readonly pid: number;
  readonly generation: number;
  readonly worker: number;
  readonly thread: number;
  readonly state: SlotState;
  /** CLOCK_MONOTONIC, as process.hrtime has it; 0 between two requests. */
  readonly startNs: bigint;
  /** An idle thread's last sign of life; 0 where it gives none (event loops). */
  readonly seenNs: bigint;
  readonly requests: number;
  readonly faults: number;
  readonly gone: number;
  readonly busyNs: number;
  readonly streaming: boolean;
  /** What its path may take; 0 where no path has a time of its own. */
  readonly limitMs: number;
  /** Bucket i: at least 2**(i-1) and less than 2**i microseconds. */
  readonly latency: readonly number[];
};

/** Bytes that hold the head and all slots. */
export function boardBytes(slots: number): number {
  return 8 * (HEADER_WORDS + slots * SLOT_WORDS);
}

const WAITING_AT = 5;

/** Requests that no worker has taken; null where the system does not tell. */
export function readWaiting(data: Buffer): number | null {
  const waiting = data.readBigUInt64LE(8 * WAITING_AT);
  return waiting > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(waiting);
}

/** Slots in use. */
export function readBoard(data: Buffer): readonly Slot[] {
  if (data.length < 8 * HEADER_WORDS || data.readBigUInt64LE(0) !== MAGIC) return [];
  const slots: Slot[] = [];
  for (let at = 8 * HEADER_WORDS; at + 8 * SLOT_WORDS <= data.length; at += 8 * SLOT_WORDS) {
    const slot = readSlot(data, at);
    if (slot !== null) slots.push(slot);
  }
  return slots;
}

function readSlot(data: Buffer, at: number): Slot | null {
  const word = (index: number): number => Number(data.readBigUInt64LE(at + 8 * index));
  const pid = word(0);
  if (pid === 0) return null;
  return {
    pid,
    generation: word(1),
    worker: word(2),
    thread: word(3),
    state: STATES[word(4)] ?? "free",
    startNs: data.readBigUInt64LE(at + 40),
    seenNs: data.readBigUInt64LE(at + 8 * SEEN_AT),
    requests: word(7),
    faults: word(8),
    gone: word(9),
    busyNs: word(10),
    streaming: word(11) === 1,
    limitMs: word(15),
    latency: Array.from({ length: BUCKETS }, (_, index) => word(LATENCY_AT + index)),
  };
}

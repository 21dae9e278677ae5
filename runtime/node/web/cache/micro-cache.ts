/** Answers kept for moments, in memory, bounded; the longest unused goes first. Time is given. */
import type { AnswerHead } from "../link/receiver.ts";

export type Kept = {
  readonly head: AnswerHead;
  readonly chunks: readonly Buffer[];
  readonly bytes: number;
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
};

export type Found = { readonly kept: Kept; readonly fresh: boolean } | null;

export type MicroCache = {
  find(key: string, nowMs: number): Found;
  keep(key: string, kept: Kept): void;
  /** Names of the fields by which answers to one question differ, by that question. */
  readonly varies: Map<string, readonly string[]>;
  /** Requests that wait for the one that asks; null where nobody asks yet. */
  readonly asking: Map<string, Promise<void>>;
};

const BYTES_MAX = 64 * 1024 * 1024;
export const ANSWER_BYTES_MAX = 1024 * 1024;

export function createMicroCache(): MicroCache {
  const answers = new Map<string, Kept>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= answers.get(key)?.bytes ?? 0;
    answers.delete(key);
  };
  return {
    asking: new Map(),
    varies: new Map(),
    find: (key, nowMs) => {
      const kept = answers.get(key);
      if (kept === undefined) return null;
      if (nowMs > kept.staleUntilMs) {
        drop(key);
        return null;
      }
      answers.delete(key);
      answers.set(key, kept);
      return { kept, fresh: nowMs <= kept.freshUntilMs };
    },
    keep: (key, kept) => {
      drop(key);
      answers.set(key, kept);
      bytes += kept.bytes;
      for (const oldest of answers.keys()) {
        if (bytes <= BYTES_MAX) break;
        drop(oldest);
      }
    },
  };
}

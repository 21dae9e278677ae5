/**
 * Answers kept for moments, in memory: all that is held for them counts, those on their way in as
 * well, and what is over is swept. Time is given.
 */
import { type Bounded, type Bounds, createBounded } from "../bounded.ts";
import type { AnswerHead } from "../link/receiver.ts";

export type Kept = {
  readonly head: AnswerHead;
  readonly body: Buffer;
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
};

export type Found = { readonly kept: Kept; readonly fresh: boolean } | null;

export type MicroCache = {
  find(key: string, nowMs: number): Found;
  keep(key: string, kept: Kept): void;
  /** Names of the fields by which answers to one question differ, by that question. */
  variesOf(question: string): readonly string[];
  varies(question: string, names: readonly string[]): void;
  /** Forgets what can be given to nobody any more. */
  sweep(nowMs: number): void;
  /** For an answer on its way in, which may not be kept in the end; false: too much is on its way. */
  reserve(bytes: number): boolean;
  release(bytes: number): void;
  readonly held: () => Bounds & { readonly reserved: number };
  /** Requests that wait for the one that asks; null where nobody asks yet. */
  readonly asking: Map<string, Promise<void>>;
};

const MOST: Bounds = { entries: 10_000, bytes: 64 * 1024 * 1024 };
export const ANSWER_BYTES_MAX = 1024 * 1024;
/** Of a question, with what makes its answers differ: a longer one is nobody else's, so it is not worth keeping. */
export const KEY_LENGTH_MAX = 1024;
/** Beside its text. */
const FIELD_BYTES = 128;

export function createMicroCache(most: Bounds = MOST): MicroCache {
  const answers: Bounded<Kept> = createBounded(most);
  const varies: Bounded<readonly string[]> = createBounded({ entries: most.entries, bytes: most.bytes / 8 });
  let reserved = 0;
  return {
    asking: new Map(),
    variesOf: (question) => varies.get(question) ?? [],
    varies: (question, names) => {
      if (names.length === 0) varies.delete(question);
      else varies.set(question, names, sizeOf(names));
    },
    find: (key, nowMs) => {
      const kept = answers.get(key);
      if (kept === undefined) return null;
      if (nowMs <= kept.staleUntilMs) return { kept, fresh: nowMs <= kept.freshUntilMs };
      answers.delete(key);
      return null;
    },
    keep: (key, kept) => {
      if (key.length > KEY_LENGTH_MAX) return;
      const { head, body } = kept;
      answers.set(key, kept, body.length + sizeOf(head.fields.map(([name, value]) => name + value)));
    },
    sweep: (nowMs) => {
      answers.sweep(({ staleUntilMs }) => nowMs <= staleUntilMs);
      if (answers.held().entries === 0) varies.sweep(() => false);
    },
    reserve: (bytes) => {
      if (reserved + bytes > most.bytes) return false;
      reserved += bytes;
      return true;
    },
    release: (bytes) => {
      reserved -= bytes;
    },
    held: () => ({ ...answers.held(), reserved }),
  };
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + 2 * text.length + FIELD_BYTES, 0);
}

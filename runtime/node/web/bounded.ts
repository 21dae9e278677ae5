/** A map that strangers fill: so many entries and bytes, no more; the longest unused goes first. */

export type Bounds = { readonly entries: number; readonly bytes: number };

export type Bounded<Value> = {
  /** What is asked for counts as used. */
  get(key: string): Value | undefined;
  /** `bytes`: of the value; what an entry costs beside it is added here. */
  set(key: string, value: Value, bytes: number): void;
  delete(key: string): void;
  /** Leaves those that are still good. */
  sweep(isGood: (value: Value) => boolean): void;
  readonly held: () => Bounds;
};

/** An entry of a Map, its objects and its key's own header, as V8 has them; rather too much. */
const ENTRY_BYTES = 512;

export function createBounded<Value>(most: Bounds): Bounded<Value> {
  const entries = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let held = 0;
  const remove = (key: string): void => {
    held -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const found = entries.get(key);
      if (found === undefined) return undefined;
      entries.delete(key);
      entries.set(key, found);
      return found.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      // Two bytes a character, where one is beyond Latin-1.
      const whole = bytes + 2 * key.length + ENTRY_BYTES;
      entries.set(key, { value, bytes: whole });
      held += whole;
      for (const oldest of entries.keys()) {
        if (held <= most.bytes && entries.size <= most.entries) break;
        remove(oldest);
      }
    },
    delete: remove,
    sweep: (isGood) => {
      for (const [key, { value }] of entries) if (!isGood(value)) remove(key);
    },
    held: () => ({ entries: entries.size, bytes: held }),
  };
}

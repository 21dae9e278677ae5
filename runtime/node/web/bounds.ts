/** What one process may hold, whatever strangers do; derived from how many descriptors it may open. */
import { readFileSync } from "node:fs";
import { SPOOL, type SpoolBounds } from "./answer-spool.ts";

export type Bounds = {
  /** Connections that are served, and exchanges under way on them. */
  readonly served: number;
  /** Connections that wait until another one ends. */
  readonly waiting: number;
  /** Of one answer. */
  readonly spool: SpoolBounds;
};

/** Listening sockets, logs, kept connections to apps, files of our own. */
const RESERVED = 128;

/** A connection that is served needs another descriptor, for its worker or a file; one that waits needs none. */
export function boundsOf(descriptors: number): Bounds {
  const share = Math.max(1, Math.floor((descriptors - RESERVED) / 5));
  return { served: 2 * share, waiting: share, spool: SPOOL };
}

/** getrlimit(2): the soft limit, which is the one that counts. What systems have that do not tell. */
const UNTOLD = 1024;

export function descriptorsMax(): number {
  try {
    return Number(/^Max open files +([0-9]+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? UNTOLD);
  } catch {
    return UNTOLD;
  }
}

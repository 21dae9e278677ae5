/**
 * Idle FastCGI connections to an app's socket. Any worker may answer on any of them (DESIGN.md,
 * "Kept connections"), so a kept connection never waits behind a busy worker.
 *
 * A connection that speaks, or ends, while nobody asked is dropped: a late answer must not become
 * somebody else's (the class of CVE-2026-48931).
 */
import { connect, type Socket } from "node:net";

export type Kept = {
  /** The last one used first: the others may grow cold. */
  take(): { readonly peer: Socket; readonly reused: boolean };
  give(peer: Socket): void;
  close(): void;
};

const IDLE_MAX = 64;

export function createKept(path: string): Kept {
  const idle: Socket[] = [];
  const drop = (peer: Socket): void => {
    const at = idle.indexOf(peer);
    if (at >= 0) idle.splice(at, 1);
    peer.destroy();
  };
  const unasked = function (this: Socket): void {
    drop(this);
  };
  return {
    take: () => {
      const peer = idle.pop();
      if (peer === undefined) return { peer: connect(path), reused: false };
      peer.off("data", unasked).off("end", unasked).off("error", unasked).off("close", unasked);
      return { peer, reused: true };
    },
    give: (peer) => {
      if (peer.destroyed || idle.length >= IDLE_MAX) return void peer.destroy();
      peer.on("data", unasked).on("end", unasked).on("error", unasked).on("close", unasked);
      idle.push(peer);
    },
    close: () => {
      for (const peer of idle.splice(0)) peer.destroy();
    },
  };
}

const places = new Map<string, Kept>();

/** One set for each socket path; a process serves few. */
export function keptFor(path: string): Kept {
  const known = places.get(path);
  if (known !== undefined) return known;
  const kept = createKept(path);
  places.set(path, kept);
  return kept;
}

/**
 * A request's body, whole before a worker hears of it: a slow client must not hold a worker.
 * Up to a threshold in memory, beyond it in a file that has no name, so that nothing is left
 * behind whatever happens.
 */
import type { FileHandle } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { openSpool } from "./spool.ts";

export type Body = {
  readonly bytes: number;
  /** In memory, or what follows `file`. */
  readonly chunks: readonly Buffer[];
  readonly file: FileHandle | null;
  /** Not collected at all: passed on as it comes. */
  readonly live: { readonly chunked: boolean; pieces(): AsyncIterable<Buffer> } | null;
  release(): void;
};

export type BodyLimits = { readonly bodyBytes: number; readonly bodyTimeMs: number; readonly spoolFolder: string };

const IN_MEMORY_BYTES = 128 * 1024;

export const NO_BODY: Body = { bytes: 0, chunks: [], file: null, live: null, release: () => {} };

type Held = { chunks: Buffer[]; heldBytes: number; bytes: number; file: FileHandle | null };

/** A status instead where the body is refused; "gone" where the client went before its end. */
export function collectBody(request: IncomingMessage, limits: BodyLimits): Promise<Body | number | "gone"> {
  const held: Held = { chunks: [], heldBytes: 0, bytes: 0, file: null };
  return new Promise((resolve) => {
    // RFC 9110, section 15.5.9: between two reads, not for the whole, or uploads would have a top speed.
    const timer = setTimeout(() => settle(408), limits.bodyTimeMs);
    const settle = (answer: Body | number | "gone"): void => {
      clearTimeout(timer);
      request.off("data", take).off("end", finish).off("close", leave).off("error", leave);
      if (typeof answer !== "object") release(held);
      // An error after this is the connection's own, and heard there.
      request.on("error", () => {});
      resolve(answer);
    };
    const take = (chunk: Buffer): void => {
      timer.refresh();
      held.bytes += chunk.length;
      if (held.bytes > limits.bodyBytes) return settle(413);
      held.chunks.push(chunk);
      held.heldBytes += chunk.length;
      if (held.heldBytes < IN_MEMORY_BYTES) return;
      request.pause();
      spool(held, limits.spoolFolder).then(
        () => request.resume(),
        // The disk is full or the folder is gone: ours to answer for, not the client's.
        () => settle(503),
      );
    };
    const finish = (): void => settle(bodyOf(held));
    const leave = (): void => settle("gone");
    request.on("data", take).on("end", finish).on("close", leave).on("error", leave);
  });
}

async function spool(held: Held, folder: string): Promise<void> {
  held.file ??= await openSpool(folder);
  const { chunks } = held;
  held.chunks = [];
  held.heldBytes = 0;
  for (const chunk of chunks) await writeWhole(held.file, chunk);
}

/** A disk that is nearly full takes a part and says so by the count alone. */
async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}

function bodyOf(held: Held): Body {
  const { bytes, chunks, file } = held;
  return { bytes, chunks, file, live: null, release: () => release(held) };
}

function release(held: Held): void {
  const { file } = held;
  held.file = null;
  file?.close().catch(() => {});
}

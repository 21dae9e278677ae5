/**
 * What a client has not taken yet, on disk: the worker is free when it has said all, however slow
 * the client is. Nothing is written for a client that keeps up. Owns its files, each of which
 * goes when it has been read: an answer of any length needs no more room than its client is behind.
 */
import type { FileHandle } from "node:fs/promises";
import { openSpool } from "./spool.ts";

export type AnswerSpool = {
  /** False: enough for now. */
  push(chunk: Buffer): boolean;
  /** The next bytes in their order; null where none are on disk yet. */
  take(): Promise<Buffer | null>;
  readonly isEmpty: () => boolean;
  readonly hasRoom: () => boolean;
  close(): void;
};

export type Ends = {
  /** There is something to take. */
  readonly written: () => void;
  readonly fault: (error: Error) => void;
};

export type SpoolBounds = {
  /** Of one answer; beyond it the worker waits, a little at a time. */
  readonly bytes: number;
  /** Of one file. */
  readonly fileBytes: number;
};

const PIECE_BYTES = 128 * 1024;
const QUEUED_BYTES_MAX = 1024 * 1024;
/** nginx's proxy_max_temp_file_size. */
export const SPOOL: SpoolBounds = { bytes: 1024 * 1024 * 1024, fileBytes: 256 * 1024 * 1024 };

type Part = { readonly opening: Promise<FileHandle>; end: number; at: number };

export function createAnswerSpool(folder: string, { written, fault }: Ends, bounds: SpoolBounds = SPOOL): AnswerSpool {
  /** In the order they are read; the last is written. */
  const parts: Part[] = [];
  let chain: Promise<void> = Promise.resolve();
  let queuedBytes = 0;
  /** On disk, and not taken. */
  let heldBytes = 0;
  let closed = false;

  function partToWrite(): Part {
    const last = parts.at(-1);
    if (last !== undefined && last.end < bounds.fileBytes) return last;
    const fresh = { opening: openSpool(folder), end: 0, at: 0 };
    parts.push(fresh);
    return fresh;
  }

  async function append(chunk: Buffer): Promise<void> {
    const part = partToWrite();
    const file = await part.opening;
    for (let done = 0; done < chunk.length && !closed; )
      done += (await file.write(chunk, done, chunk.length - done, part.end + done)).bytesWritten;
    part.end += chunk.length;
    heldBytes += chunk.length;
    queuedBytes -= chunk.length;
    written();
  }

  function drop({ opening }: Part): void {
    // One that could not be opened has been heard of where it was written.
    opening.then((file) => file.close()).catch(() => {});
  }

  const hasRoom = (): boolean => queuedBytes < QUEUED_BYTES_MAX && heldBytes + queuedBytes < bounds.bytes;

  return {
    hasRoom,
    push: (chunk) => {
      queuedBytes += chunk.length;
      chain = chain.then(() => (closed ? undefined : append(chunk))).catch((error: Error) => (closed ? undefined : fault(error)));
      return hasRoom();
    },
    take: async () => {
      const [first] = parts;
      if (first === undefined || first.at === first.end || closed) return null;
      const wanted = Math.min(PIECE_BYTES, first.end - first.at);
      const { bytesRead, buffer } = await (await first.opening).read(Buffer.allocUnsafe(wanted), 0, wanted, first.at);
      first.at += bytesRead;
      heldBytes -= bytesRead;
      // Whole and read: nobody writes it any more.
      if (first.at === first.end && first.end >= bounds.fileBytes && parts[0] === first) {
        parts.shift();
        drop(first);
      }
      return buffer.subarray(0, bytesRead);
    },
    isEmpty: () => heldBytes === 0 && queuedBytes === 0,
    close: () => {
      if (closed) return;
      closed = true;
      // After what is being written: a descriptor must not be used again under it.
      chain.then(() => parts.splice(0).forEach(drop)).catch(() => {});
    },
  };
}

/**
 * What a client has not taken yet, on disk: the worker is free when it has said all, however slow
 * the client is. Nothing is written for a client that keeps up. Owns the file.
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

const PIECE_BYTES = 128 * 1024;
const QUEUED_BYTES_MAX = 1024 * 1024;
/** nginx's proxy_max_temp_file_size; beyond it the worker waits after all. */
const FILE_BYTES_MAX = 1024 * 1024 * 1024;

export function createAnswerSpool(folder: string, { written, fault }: Ends): AnswerSpool {
  const opening: Promise<FileHandle> = openSpool(folder);
  let chain: Promise<void> = Promise.resolve();
  let queuedBytes = 0;
  let end = 0;
  let at = 0;
  let closed = false;

  async function append(chunk: Buffer): Promise<void> {
    const file = await opening;
    for (let done = 0; done < chunk.length && !closed; )
      done += (await file.write(chunk, done, chunk.length - done, end + done)).bytesWritten;
    end += chunk.length;
    queuedBytes -= chunk.length;
    written();
  }

  const hasRoom = (): boolean => queuedBytes < QUEUED_BYTES_MAX && end < FILE_BYTES_MAX;

  return {
    hasRoom,
    push: (chunk) => {
      queuedBytes += chunk.length;
      chain = chain.then(() => (closed ? undefined : append(chunk))).catch((error: Error) => (closed ? undefined : fault(error)));
      return hasRoom();
    },
    take: async () => {
      if (at === end || closed) return null;
      const { bytesRead, buffer } = await (await opening).read(
        Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - at)),
        0,
        Math.min(PIECE_BYTES, end - at),
        at,
      );
      at += bytesRead;
      return buffer.subarray(0, bytesRead);
    },
    isEmpty: () => at === end && queuedBytes === 0,
    close: () => {
      if (closed) return;
      closed = true;
      // After what is being written: a descriptor must not be used again under it.
      chain
        .then(() => opening)
        .then((file) => file.close())
        .catch(() => {});
    },
  };
}

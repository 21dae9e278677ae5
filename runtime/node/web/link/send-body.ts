/** A collected body to a worker, no faster than it reads. */
import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Body } from "../body.ts";

const READ_BYTES = 256 * 1024;

export async function sendBody(peer: Writable, { file, chunks, live }: Body, frame: (chunk: Buffer) => Buffer): Promise<void> {
  if (live !== null) for await (const chunk of live.pieces()) await writeSlowly(peer, frame(chunk));
  if (file !== null) await sendFile(peer, file, frame);
  for (const chunk of chunks) await writeSlowly(peer, frame(chunk));
}

async function sendFile(peer: Writable, file: NonNullable<Body["file"]>, frame: (chunk: Buffer) => Buffer): Promise<void> {
  for (let at = 0; !peer.destroyed; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, at);
    if (bytesRead === 0) return;
    await writeSlowly(peer, frame(buffer.subarray(0, bytesRead)));
    at += bytesRead;
  }
}

async function writeSlowly(peer: Writable, chunk: Buffer): Promise<void> {
  if (peer.destroyed || peer.write(chunk)) return;
  const closed = new AbortController();
  const leave = (): void => closed.abort();
  peer.once("close", leave);
  try {
    await once(peer, "drain", { signal: closed.signal });
  } catch {
    // Gone, or it answers without reading on: either way there is no more to send.
  } finally {
    peer.off("close", leave);
  }
}

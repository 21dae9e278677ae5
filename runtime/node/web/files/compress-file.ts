/** A file through a compressor to a client, read no faster than the client takes it. */
import type { FileHandle } from "node:fs/promises";
import { createClientSink } from "../client-sink.ts";
import type { Coding } from "../compress/choose.ts";
import { compressInto } from "../compress/compress-into.ts";
import type { Exchange } from "../exchange.ts";

const PIECE_BYTES = 64 * 1024;

/** False: not whole. */
export async function compressFile(exchange: Exchange, file: FileHandle, size: number, coding: Coding): Promise<boolean> {
  const { response } = exchange;
  let goOn = (): void => {};
  const sink = createClientSink(
    exchange,
    () => outlet,
    false,
    () => goOn(),
  );
  const outlet = compressInto(exchange, coding, sink.drained);
  response.on("drain", sink.drained);
  response.once("close", () => goOn());
  for (let at = 0; at < size; ) {
    // The compressor keeps what it is given: each piece has a buffer of its own.
    const wanted = Math.min(PIECE_BYTES, size - at);
    // Node 18 takes no length for a length of 0.
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (response.destroyed) return true;
    if (bytesRead === 0) return false;
    at += bytesRead;
    exchange.bytes += bytesRead;
    const room = new Promise<void>((resolve) => (goOn = resolve));
    if (!sink.write(buffer.subarray(0, bytesRead))) await room;
  }
  sink.end();
  return true;
}

/** Bytes of a file to a client, one piece in memory at a time. */
import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import type { Exchange } from "../exchange.ts";
import { watchSending } from "../sending.ts";

const PIECE_BYTES = 128 * 1024;

/** False: not whole; the file grew shorter, or could not be read. The answer's end is the caller's. */
export async function streamFile(exchange: Exchange, file: FileHandle, start: number, end: number): Promise<boolean> {
  const { response, site } = exchange;
  const sending = watchSending(response, site.settings.limits.sendTimeS * 1000);
  const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE_BYTES, end - start + 1));
  for (let at = start; at <= end; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at + 1), at);
    if (bytesRead === 0 || response.destroyed) return response.destroyed;
    at += bytesRead;
    exchange.bytes += bytesRead;
    const last = at > end;
    // The buffer is used again, so a piece must be out, or be a copy.
    const piece = last ? buffer.subarray(0, bytesRead) : Buffer.from(buffer.subarray(0, bytesRead));
    if (!response.write(piece) && !last) {
      sending.stalled();
      if (!(await drained(response))) return true;
      sending.moved();
    }
  }
  return true;
}

/** False: the client went. */
async function drained(response: Exchange["response"]): Promise<boolean> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  response.once("close", leave);
  try {
    await once(response, "drain", { signal: gone.signal });
    return true;
  } catch {
    return false;
  } finally {
    response.off("close", leave);
  }
}

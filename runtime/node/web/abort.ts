/** Answers that end before their time: the client must be able to tell that they are not whole. */
import type { ServerResponse } from "node:http";
import { constants, type ServerHttp2Stream } from "node:http2";
import { Duplex } from "node:stream";
import { isHttpTwo } from "./http-two-fields.ts";

/**
 * An answer that breaks off, after what was written of it. Without a length and without chunks
 * the end would look like the answer's own: then only an abort tells.
 */
export function cutOff(response: ServerResponse, hasLength: boolean): void {
  const isFramed = hasLength || response.chunkedEncoding;
  if (isFramed && !isHttpTwo(response) && response.socket !== null) response.socket.destroySoon();
  else abort(response);
}

const RESET_MS = 2000;

/** The client must be able to tell that this answer is not whole. */
export function abort(response: ServerResponse): void {
  if ("stream" in response && response.stream instanceof Duplex && "close" in response.stream)
    return reset(response.stream as ServerHttp2Stream);
  response.destroy();
}

/** HTTP/2: this stream alone; but a client that reads nothing at all does not read its end, either. */
function reset(stream: ServerHttp2Stream): void {
  const { session } = stream;
  stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  if (stream.destroyed || session === undefined) return;
  const timer = setTimeout(() => session.destroy(new Error("the client does not read")), RESET_MS);
  stream.once("close", () => clearTimeout(timer));
}

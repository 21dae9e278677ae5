/**
 * How long an HTTP/2 session may be there. What counts is a whole request: a client can send
 * frames for ever (pings, half a header block) that Node answers or holds without telling us.
 */
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { Socket } from "node:net";
import type { Limits } from "./settings.ts";

/** From our last word (GOAWAY, a whole answer) to the end of the connection, or of the stream. */
const LINGER_MS = 1000;

/** -> ends it before its time, where it has been used and nobody asks anything on it. */
export function watchSession(session: ServerHttp2Session, socket: Socket, { headerTimeS, keepaliveS }: Limits): () => void {
  let streams = 0;
  let used = false;
  let ending = false;
  let timer = setTimeout(end, headerTimeS * 1000);

  /** close() waits for a stream that will never begin, and for a client that will never read. */
  function end(): void {
    ending = true;
    session.close();
    timer = setTimeout(() => socket.destroy(), LINGER_MS);
  }

  session.on("stream", (stream: ServerHttp2Stream) => {
    streams += 1;
    used = true;
    if (!ending) clearTimeout(timer);
    stream.once("close", () => {
      streams -= 1;
      if (streams === 0 && !ending && !socket.destroyed) timer = setTimeout(end, keepaliveS * 1000);
    });
    endUnread(stream);
  });
  socket.once("close", () => clearTimeout(timer));
  return () => {
    if (streams > 0 || ending || !used) return;
    clearTimeout(timer);
    end();
  };
}

/** RFC 9113, section 8.1: who has the whole answer is told that the rest of the request is not wanted. */
function endUnread(stream: ServerHttp2Stream): void {
  if (stream.endAfterHeaders) return;
  stream.once("finish", () => {
    const timer = setTimeout(() => stream.close(constants.NGHTTP2_NO_ERROR), LINGER_MS);
    stream.once("close", () => clearTimeout(timer));
  });
}

/** HTTP/2 (RFC 9113) by Node's compatibility layer, so that one handler serves both. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type ServerHttp2Session } from "node:http2";
import type { TLSSocket } from "node:tls";
import type { Handler } from "./http-one.ts";
import { watchSession } from "./session-times.ts";
import type { Limits } from "./settings.ts";

export type HttpTwo = {
  accept(socket: TLSSocket): void;
  /** Ends the sessions on which nobody asks anything. */
  closeIdle(): void;
  close(): void;
};

/** CVE-2023-44487 (rapid reset): few at once, and Node ends a session that resets too many. */
const STREAMS_MAX = 100;

export function createHttpTwo(limits: Limits, handler: Pick<Handler, "request">): HttpTwo {
  const server = createServer({
    settings: {
      maxConcurrentStreams: STREAMS_MAX,
      maxHeaderListSize: limits.headersBytes + limits.requestLineBytes,
      enableConnectProtocol: false,
    },
    maxSessionMemory: 10,
  });
  server.on("request", (request, response) => {
    // The compatibility layer keeps the shapes that we use; HTTP/2's own differences stand where they matter.
    handler.request(request as unknown as IncomingMessage, response as unknown as ServerResponse, false);
  });
  server.on("checkContinue", (request, response) => {
    handler.request(request as unknown as IncomingMessage, response as unknown as ServerResponse, true);
  });
  server.on("sessionError", () => {});
  const enders = new Set<() => void>();
  return {
    accept: (socket) => {
      server.once("session", (session: ServerHttp2Session) => {
        session.on("error", () => session.destroy());
        const endIdle = watchSession(session, socket, limits);
        enders.add(endIdle);
        socket.once("close", () => enders.delete(endIdle));
      });
      // Node makes the session before this returns.
      server.emit("connection", socket);
    },
    closeIdle: () => {
      for (const endIdle of enders) endIdle();
    },
    close: () => void server.close(),
  };
}

/** HTTP/2 (RFC 9113) by Node's compatibility layer, so that one handler serves both. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Http2Server } from "node:http2";
import type { Handler } from "./http-one.ts";
import type { Limits } from "./settings.ts";

/** CVE-2023-44487 (rapid reset): few at once, and Node ends a session that resets too many. */
const STREAMS_MAX = 100;

export function createHttpTwo(limits: Limits, handler: Pick<Handler, "request">): Http2Server {
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
  server.on("session", (session) => {
    session.setTimeout(limits.keepaliveS * 1000, () => session.close());
    session.on("error", () => session.destroy());
  });
  server.on("sessionError", () => {});
  return server;
}

/**
 * HTTP/1 as this site wants it from Node: strict, with limits of our own where Node's are silent
 * (it drops fields beyond a count) or late (it looks for slow clients every 30 seconds).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createPipeline } from "./pipeline.ts";
import { asksForWebsocket, setAsideUpgrade } from "./set-aside-upgrade.ts";
import type { Limits } from "./settings.ts";
import { wordsFor } from "./words.ts";

export type Handler = {
  request(request: IncomingMessage, response: ServerResponse, waitsForContinue: boolean): void;
  upgrade(request: IncomingMessage, socket: Duplex, early: Buffer): void;
};

const LOOK_EVERY_MS = 1000;
/** Of a request that Node refuses, so that it refuses none that we would take. */
const SLACK_BYTES = 4096;

/** `own`: the lines that every answer on this socket has, its id among them. */
export function createHttpOne(limits: Limits, own: (socket: Duplex) => readonly string[], handler: Handler): Server {
  const server = createServer({
    insecureHTTPParser: false,
    requireHostHeader: false,
    maxHeaderSize: limits.headersBytes + limits.requestLineBytes + SLACK_BYTES,
    headersTimeout: limits.headerTimeS * 1000,
    // The whole of a request has no deadline: each read of its body has one.
    requestTimeout: 0,
    // 0 would mean "for ever" to Node; the server closes after each answer then.
    keepAliveTimeout: Math.max(1, limits.keepaliveS * 1000),
    connectionsCheckingInterval: LOOK_EVERY_MS,
  });
  // 0: no field is dropped unseen; we count ourselves.
  server.maxHeadersCount = 0;
  server.timeout = 0;
  // Without it a client that has said all, and listens, gets no answer.
  Object.assign(server, { httpAllowHalfOpen: true });
  const pipeline = createPipeline();
  const breakOff = (socket: Duplex, status: number): void => {
    // Node has let go of it, where it was to be handed over.
    socket.on("error", () => socket.destroy());
    pipeline.breakOff(socket, () => refuse(socket, status, own(socket)));
  };
  const take =
    (waitsForContinue: boolean) =>
    (request: IncomingMessage, response: ServerResponse): void => {
      pipeline.add(request, response, () => handler.request(request, response, waitsForContinue));
    };
  server.on("request", take(false));
  server.on("checkContinue", take(true));
  // Any other expectation: our own judgement answers 417.
  server.on("checkExpectation", take(true));
  server.on("upgrade", (request, socket, early) => {
    // After others that are not answered yet, there is no connection to hand over (RFC 9112, section 9.3.2).
    if (pipeline.isBusy(socket)) breakOff(socket, 400);
    else if (!asksForWebsocket(request)) setAsideUpgrade(server, request, socket, early);
    else handler.upgrade(request, socket, early);
  });
  server.on("connect", (_, socket) => breakOff(socket, 405));
  server.on("clientError", (error: ParseError, socket) => {
    if (!socket.writable || error.code === "ECONNRESET") socket.destroy();
    else breakOff(socket, statusOf(error));
  });
  // Node watches for slow clients only once it listens; our connections come from elsewhere.
  server.emit("listening");
  return server;
}

const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  // RFC 9112, section 6.1: a coding that we do not know.
  HPE_INVALID_TRANSFER_ENCODING: 501,
  // RFC 9110, section 9.1: Node's parser knows its own list of methods alone.
  HPE_INVALID_METHOD: 501,
  HPE_INVALID_VERSION: 505,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const METHOD = /^[!#$%&'*+.^_`|~0-9A-Z-]+ \S+ HTTP\/1\.[01]\r?\n/i;
const VERSION = /^\S+ \S+ HTTP\/[0-9]\.[0-9]\r?\n/;

type ParseError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer; readonly bytesParsed?: number };

function statusOf({ code = "", message, rawPacket, bytesParsed }: ParseError): number {
  // The same code where two framings meet, which no coding excuses.
  const isAmbiguous =
    /Content-Length/.test(message) || /^transfer-encoding:[^]*^transfer-encoding:/im.test(rawPacket?.toString("latin1") ?? "");
  const known = STATUSES[code] ?? 400;
  const text = lineOf(rawPacket, bytesParsed);
  // Such a method or version, or no request at all.
  const isNone = (code === "HPE_INVALID_METHOD" && !METHOD.test(text)) || (code === "HPE_INVALID_VERSION" && !VERSION.test(text));
  const status = isAmbiguous || isNone ? 400 : known;
  // A first line without an end is what is too long, not the fields after it.
  return status === 431 && rawPacket !== undefined && !rawPacket.includes(10) ? 414 : status;
}

/** The line at which the parser stopped; requests before it may have come with it. */
function lineOf(packet: Buffer | undefined, at = 0): string {
  const text = packet?.toString("latin1") ?? "";
  return text.slice(text.lastIndexOf("\n", at - 1) + 1);
}

const LINGER_MS = 1000;

/** Before there is a request there is no response object, either. */
function refuse(socket: Duplex, status: number, own: readonly string[]): void {
  const body = wordsFor(status);
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? "Bad Request"}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${body.length}`,
    "Connection: close",
    ...own,
  ];
  socket.on("error", () => {});
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // Read on for a while, or the reset for unread bytes takes the answer away with it.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(timer));
  socket.once("end", () => socket.destroy());
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  414: "URI Too Long",
  431: "Request Header Fields Too Large",
  501: "Not Implemented",
  505: "HTTP Version Not Supported",
};

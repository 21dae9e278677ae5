/**
 * An Upgrade that nobody here takes is as if it were not there (RFC 9110, section 7.8): h2c, which clients in clear offer with any
 * request, one with a body among them. But Node lets go of a connection at each Upgrade, body and all; so it is given back, with the
 * request's head as it came but for that field.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Field } from "./fields.ts";
import { pairsOf } from "./link/http-link.ts";

export function setAsideUpgrade(server: Server, request: IncomingMessage, socket: Duplex, early: Buffer): void {
  const fields = pairsOf(request.rawHeaders).filter(([name]) => name.toLowerCase() !== "upgrade");
  // Node's parser gives bytes as Latin-1, and refuses what would end a line.
  socket.unshift(Buffer.concat([Buffer.from(headOf(request, fields), "latin1"), early]));
  server.emit("connection", socket);
}

function headOf({ method, url, httpVersion }: IncomingMessage, fields: readonly Field[]): string {
  return `${method} ${url} HTTP/${httpVersion}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** RFC 6455, section 4.1: a websocket begins with a GET. */
export function asksForWebsocket({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && headers.upgrade?.toLowerCase() === "websocket";
}

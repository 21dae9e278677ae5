/** A request with Upgrade: a websocket where the row takes one, else a plain request whose wish is ignored (RFC 9110, section 7.8). */
import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { sendWords } from "./answer.ts";
import { judge } from "./ask.ts";
import { type Exchange, openExchange } from "./exchange.ts";
import type { Peer } from "./peer.ts";
import { object, type Shared, serve } from "./serve.ts";
import type { ReadySite } from "./site.ts";
import { isHandshake, passUpgrade } from "./upgrade.ts";

export type Wish = { readonly request: IncomingMessage; readonly socket: Duplex; readonly early: Buffer; readonly peer: Peer };

export function serveUpgrade(
  { request, socket, early, peer }: Wish,
  site: ReadySite,
  shared: Shared,
  track: (exchange: Exchange) => void,
): void {
  socket.on("error", () => socket.destroy());
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // Node's parser has let go of this connection: what it answers is its last.
  response.assignSocket(socket as Socket);
  const exchange = openExchange({ request, response, peer, waitsForContinue: false, log: shared.log }, site);
  track(exchange);
  response.on("finish", () => void socket.end());
  response.on("close", () => {
    if (!response.writableFinished && !socket.destroyed && response.socket !== null) socket.destroy();
  });
  const verdict = judge(exchange);
  if (verdict.kind !== "asked" || !isHandshake(exchange, verdict)) {
    // A body was left unread with the connection.
    if (verdict.kind === "asked") shared.unrouted.say(exchange, verdict);
    if (verdict.kind === "asked" && verdict.framing.bodyBytes !== 0) return sendWords(exchange, 400);
    return void serve(exchange, shared);
  }
  const objection = object(exchange, verdict, shared);
  if (objection !== null) return sendWords(exchange, objection.status, objection.fields);
  const { app } = verdict.row;
  if (app === null) return sendWords(exchange, 502);
  passUpgrade(exchange, verdict, app, socket, early, () => response.emit("close"));
}

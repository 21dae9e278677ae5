/**
 * Websockets (RFC 6455): the same judgement as for any request, then the handshake goes to the
 * worker, and after its 101 bytes pass both ways untouched.
 */
import { type IncomingMessage, request as requestHttp } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { sendWords } from "./answer.ts";
import { answerClient } from "./app-answer.ts";
import type { Asked } from "./ask.ts";
import type { Exchange } from "./exchange.ts";
import { type Field, valueOf } from "./fields.ts";
import { forwardedFields } from "./forwarded.ts";
import { pairsOf } from "./link/http-link.ts";
import type { App } from "./settings.ts";

/** Whether this is a handshake for a row that takes one; all else is a plain request that asks in vain. */
export function isHandshake({ request, fields }: Exchange, { row }: Asked): boolean {
  const { serve, app } = row;
  const wanted = valueOf(fields.list, "upgrade")?.toLowerCase() === "websocket" && request.method === "GET";
  return wanted && serve.kind === "app" && serve.websocket && app?.link === "http";
}

export function passUpgrade(exchange: Exchange, asked: Asked, app: App, client: Duplex, early: Buffer, ended: () => void): void {
  const { response } = exchange;
  const silenceMs = (asked.row.readS ?? app.readS) * 1000;
  const outgoing = requestHttp({
    socketPath: app.socket,
    path: asked.target.raw,
    headers: headersOf(exchange, asked),
    agent: false,
    setHost: false,
  });
  const timer = setTimeout(() => outgoing.destroy(new Error("late")), silenceMs);
  const leave = (): void => void outgoing.destroy();
  client.once("close", leave);
  outgoing.on("error", () => {
    clearTimeout(timer);
    if (!client.destroyed) sendWords(exchange, 502);
  });
  // No 101: an answer like any other.
  outgoing.on("response", (incoming) => {
    clearTimeout(timer);
    const receiver = answerClient(exchange, { stream: false, warn: () => {} }, () => ({ resume: () => incoming.resume(), abort: leave }));
    receiver.head({ status: incoming.statusCode ?? 502, fields: pairsOf(incoming.rawHeaders) });
    incoming.on("data", (chunk: Buffer) => void (receiver.data(chunk) || incoming.pause()));
    incoming.on("end", () => receiver.end());
    incoming.on("error", () => receiver.fault("cut"));
  });
  outgoing.on("upgrade", (incoming: IncomingMessage, worker: Socket, head: Buffer) => {
    clearTimeout(timer);
    client.off("close", leave);
    response.detachSocket(client as Socket);
    client.write(switchingHead(incoming, exchange));
    join(client, worker, silenceMs, ended);
    if (head.length > 0) client.write(head);
    if (early.length > 0) worker.write(early);
  });
  outgoing.end();
}

function headersOf(exchange: Exchange, { host }: Asked): string[] {
  const { fields, site, client, id } = exchange;
  const told = { client, host, user: exchange.user, id: site.settings.logs.requestId ? id : null };
  const flat = forwardedFields(fields.list, site.stripped, told).flat();
  flat.push("connection", "Upgrade", "upgrade", "websocket");
  return flat;
}

function switchingHead(incoming: IncomingMessage, { site, id }: Exchange): string {
  const passing = pairsOf(incoming.rawHeaders).filter(([name]) => !site.ownedHeaders.has(name.toLowerCase()));
  const own: Field[] = site.settings.logs.requestId ? [["X-Request-ID", id]] : [];
  const lines = [...passing, ...own].map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`;
}

/** Either end's end is the other's; silence on both is an end, too. */
function join(client: Duplex, worker: Socket, silenceMs: number, ended: () => void): void {
  worker.setTimeout(silenceMs, () => worker.destroy());
  client.pipe(worker);
  worker.pipe(client);
  const close = (): void => {
    client.destroy();
    worker.destroy();
  };
  client.on("error", close).on("close", () => {
    close();
    ended();
  });
  worker.on("error", close).on("close", close);
}

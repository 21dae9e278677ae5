/** A judged request to its app: the body first, whole; then the worker. */

import type { Log } from "../log/log.ts";
import { sendWords } from "./answer.ts";
import { answerClient } from "./app-answer.ts";
import type { Asked } from "./ask.ts";
import { type Body, collectBody, NO_BODY } from "./body.ts";
import { environOf } from "./environ.ts";
import type { Exchange } from "./exchange.ts";
import { handOut } from "./files/hand-out.ts";
import { forwardedFields } from "./forwarded.ts";
import type { Framing } from "./framing.ts";
import { callGateway } from "./link/gateway-link.ts";
import { callHttp } from "./link/http-link.ts";
import type { Flow, Receiver } from "./link/receiver.ts";
import { liveBody } from "./live-body.ts";
import type { App } from "./settings.ts";

type Wrap = (receiver: Receiver) => Receiver;

export async function callApp(exchange: Exchange, asked: Asked, app: App, log: Log, wrap: Wrap = (receiver) => receiver): Promise<void> {
  const body = await bodyOf(exchange, asked, app);
  if (body === "gone") return;
  if (typeof body === "number") return sendWords(exchange, body);
  exchange.response.once("close", body.release);
  // The client may have gone while its body came in.
  if (exchange.response.destroyed) return body.release();
  const { serve } = asked.row;
  const rules = {
    stream: serve.kind === "app" && serve.stream,
    warn: (what: string) => log.warn("answer-length", { app: app.name, id: exchange.id, path: asked.target.path, fault: what }),
  };
  let flow: Flow | null = null;
  const client = answerClient(exchange, rules, () => flow);
  const receiver = wrap(handOut(exchange, app, client, () => flow?.abort()));
  const again = (): void => {
    flow = startCall(exchange, asked, app, body, receiver, log);
  };
  flow = startCall(exchange, asked, app, body, retrying(exchange, log, app, receiver, again), log);
}

async function bodyOf(
  { request, response, site, waitsForContinue }: Exchange,
  { framing, row }: Asked,
  app: App,
): Promise<Body | number | "gone"> {
  if (!hasBody(request, framing)) return NO_BODY;
  if ((framing.bodyBytes ?? 0) > row.bodyBytes) return 413;
  if (waitsForContinue) response.writeContinue();
  // A gateway protocol wants the length first, so there a body is always collected.
  if (row.serve.kind === "app" && row.serve.stream && app.link === "http") return liveBody(request, framing.bodyBytes, row.bodyBytes);
  return collectBody(request, {
    bodyBytes: row.bodyBytes,
    bodyTimeMs: site.settings.limits.bodyTimeS * 1000,
    spoolFolder: site.spoolFolder,
  });
}

export function hasBody(request: Exchange["request"], { bodyBytes }: Framing): boolean {
  return bodyBytes !== 0 && !endsWithHead(request);
}

/** HTTP/2: the frame with the fields was the last. */
function endsWithHead(request: Exchange["request"]): boolean {
  const stream: unknown = "stream" in request ? request.stream : null;
  return typeof stream === "object" && stream !== null && "endAfterHeaders" in stream && stream.endAfterHeaders === true;
}

const AGAIN_MS = 100;

/**
 * A worker that was never reached heard nothing, so a request without effects may be tried once
 * more; whatever was sent to a worker is never sent twice.
 */
function retrying({ request, response, id }: Exchange, log: Log, app: App, receiver: Receiver, again: () => void): Receiver {
  return {
    ...receiver,
    fault: (fault) => {
      log.warn("app-fault", { app: app.name, id, fault });
      const repeatable = fault === "refused" && (request.method === "GET" || request.method === "HEAD");
      if (!repeatable || response.destroyed) return receiver.fault(fault);
      setTimeout(again, AGAIN_MS);
    },
  };
}

export function startCall(exchange: Exchange, asked: Asked, app: App, body: Body, receiver: Receiver, log: Log): Flow {
  const { request, client, site, id } = exchange;
  const { target, host } = asked;
  const told = { client, host, user: exchange.user, id: site.settings.logs.requestId ? id : null };
  const fields = forwardedFields(exchange.fields.list, site.stripped, told);
  const readMs = (asked.row.readS ?? app.readS) * 1000;
  const method = request.method ?? "GET";
  if (app.link === "http") return callHttp({ socket: app.socket, method, target: target.raw, fields, body, readMs }, receiver);
  const environ = environOf({
    method,
    rawTarget: target.raw,
    path: target.path,
    query: target.query,
    protocol: `HTTP/${request.httpVersion}`,
    serverName: site.settings.site.canonical,
    serverPort: String(site.settings.site.publicPort ?? (site.settings.site.scheme === "https" ? 443 : 80)),
    address: client.address,
    scheme: client.scheme,
    user: exchange.user,
    bodyBytes: body.bytes,
    fields,
  });
  const complain = (text: string): void => log.warn("app-error", { app: app.name, id, text });
  return callGateway({ link: app.link, socket: app.socket, environ, body, readMs, complain }, receiver);
}

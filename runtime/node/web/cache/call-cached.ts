/**
 * A row with a micro-cache: the same answer for all who ask within moments, one question at a
 * time. Nobody's own answer is kept: none to a cookie or a password, none that sets a cookie.
 */
import { answerClient } from "../app-answer.ts";
import type { Asked } from "../ask.ts";
import { NO_BODY } from "../body.ts";
import { callApp, startCall } from "../call-app.ts";
import type { Exchange } from "../exchange.ts";
import { hasField } from "../fields.ts";
import type { Receiver } from "../link/receiver.ts";
import type { Shared } from "../serve.ts";
import type { App } from "../settings.ts";
import { capture } from "./capture.ts";
import type { Kept } from "./micro-cache.ts";

const WAIT_MS = 5000;

export async function callCached(exchange: Exchange, asked: Asked, app: App, shared: Shared): Promise<void> {
  const { cache, log } = shared;
  const key = keyOf(exchange, asked);
  if (key === null) return callApp(exchange, asked, app, log);
  const found = cache.find(key, performance.now());
  if (found !== null) {
    sendKept(exchange, found.kept);
    if (!found.fresh && !cache.asking.has(key)) refresh(exchange, asked, app, shared, key);
    return;
  }
  const other = cache.asking.get(key);
  if (other !== undefined) {
    await Promise.race([other, new Promise((resolve) => setTimeout(resolve, WAIT_MS).unref())]);
    const meanwhile = cache.find(key, performance.now());
    if (meanwhile !== null) return sendKept(exchange, meanwhile.kept);
  }
  const done = startAsking(shared, key);
  exchange.response.once("close", done);
  return callApp(exchange, asked, app, log, (receiver) => keeping(receiver, asked, shared, key, done));
}

function keyOf({ request, client, fields: { list } }: Exchange, { host, target }: Asked): string | null {
  const { method } = request;
  if ((method !== "GET" && method !== "HEAD") || hasField(list, "cookie") || hasField(list, "authorization") || hasField(list, "range"))
    return null;
  return `${method}|${client.scheme}|${host}|${target.raw}`;
}

function startAsking({ cache }: Shared, key: string): () => void {
  let resolve = (): void => {};
  const asking = new Promise<void>((settle) => {
    resolve = settle;
  });
  cache.asking.set(key, asking);
  return () => {
    if (cache.asking.get(key) === asking) cache.asking.delete(key);
    resolve();
  };
}

function keeping(receiver: Receiver, { row }: Asked, { cache }: Shared, key: string, done: () => void): Receiver {
  if (row.cache === null) return receiver;
  return capture(
    receiver,
    row.cache,
    () => performance.now(),
    (kept) => cache.keep(key, kept),
    done,
  );
}

function sendKept(exchange: Exchange, { head, chunks }: Kept): void {
  const client = answerClient(exchange, { stream: false, warn: () => {} }, () => null);
  client.head(head);
  for (const chunk of chunks) client.data(chunk);
  client.end();
}

const NOBODY: Receiver = { head: () => {}, data: () => true, end: () => {}, fault: () => {} };

/** For the next who asks; whoever brought it about has the old answer already. */
function refresh(exchange: Exchange, asked: Asked, app: App, shared: Shared, key: string): void {
  const done = startAsking(shared, key);
  startCall(exchange, asked, app, NO_BODY, keeping(NOBODY, asked, shared, key, done), shared.log);
}

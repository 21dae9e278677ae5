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
import { variesBy } from "./storable.ts";

const WAIT_MS = 5000;

export async function callCached(exchange: Exchange, asked: Asked, app: App, shared: Shared): Promise<void> {
  const { cache, log } = shared;
  const question = questionOf(exchange, asked);
  if (question === null) return callApp(exchange, asked, app, log);
  const key = keyOf(question, cache.varies.get(question) ?? [], exchange);
  const found = cache.find(key, performance.now());
  if (found !== null) {
    sendKept(exchange, found.kept);
    if (!found.fresh && !cache.asking.has(key)) refresh(exchange, asked, app, shared, question, key);
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
  return callApp(exchange, asked, app, log, (receiver) => keeping(receiver, exchange, asked, shared, question, done));
}

function questionOf({ request, client, fields: { list } }: Exchange, { host, target }: Asked): string | null {
  const { method } = request;
  if ((method !== "GET" && method !== "HEAD") || hasField(list, "cookie") || hasField(list, "authorization") || hasField(list, "range"))
    return null;
  return `${method}|${client.scheme}|${host}|${target.raw}`;
}

/** A question and what the asker says of the fields by which its answers differ (RFC 9111, section 4.1). */
function keyOf(question: string, names: readonly string[], { fields: { list } }: Exchange): string {
  const said = names.map((name) => list.filter(([own]) => own === name).map(([, value]) => value));
  return names.length === 0 ? question : `${question}|${JSON.stringify([names, said])}`;
}

const QUESTIONS_MAX = 10_000;

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

const NOW = { steadyMs: () => performance.now(), wallMs: () => Date.now() };

function keeping(receiver: Receiver, exchange: Exchange, { row }: Asked, { cache }: Shared, question: string, done: () => void): Receiver {
  if (row.cache === null) return receiver;
  const keep = (kept: Kept): void => {
    const names = variesBy(kept.head);
    if (cache.varies.size > QUESTIONS_MAX) cache.varies.clear();
    if (names.length > 0) cache.varies.set(question, names);
    else cache.varies.delete(question);
    cache.keep(keyOf(question, names, exchange), kept);
  };
  return capture(receiver, row.cache, NOW, keep, done);
}

function sendKept(exchange: Exchange, { head, chunks }: Kept): void {
  const client = answerClient(exchange, { stream: false, warn: () => {} }, () => null);
  client.head(head);
  for (const chunk of chunks) client.data(chunk);
  client.end();
}

const NOBODY: Receiver = { head: () => {}, data: () => true, end: () => {}, fault: () => {} };

/** For the next who asks; whoever brought it about has the old answer already. */
function refresh(exchange: Exchange, asked: Asked, app: App, shared: Shared, question: string, key: string): void {
  const done = startAsking(shared, key);
  startCall(exchange, asked, app, NO_BODY, keeping(NOBODY, exchange, asked, shared, question, done), shared.log);
}

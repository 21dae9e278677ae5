/**
 * A row with a micro-cache: the same answer for all who ask within moments, one question at a
 * time. Nobody's own answer is kept: none to a cookie or a password, none that sets a cookie.
 */
import { answerClient } from "../app-answer.ts";
import type { Asked } from "../ask.ts";
import { NO_BODY } from "../body.ts";
import { callApp, hasBody, startCall } from "../call-app.ts";
import { accepts } from "../compress/accepts.ts";
import type { Exchange } from "../exchange.ts";
import { hasField } from "../fields.ts";
import type { Receiver } from "../link/receiver.ts";
import type { Shared } from "../serve.ts";
import type { App } from "../settings.ts";
import { capture } from "./capture.ts";
import { KEY_LENGTH_MAX, type Kept } from "./micro-cache.ts";
import { variesBy } from "./storable.ts";

const WAIT_MS = 5000;

export async function callCached(exchange: Exchange, asked: Asked, app: App, shared: Shared): Promise<void> {
  const { cache, log } = shared;
  const question = questionOf(exchange, asked);
  if (question === null) return callApp(exchange, asked, app, log);
  const key = keyOf(question, cache.variesOf(question), exchange);
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
  return callApp(exchange, asked, app, log, (receiver) => {
    const keeper = keeping(receiver, exchange, asked, shared, question, done);
    exchange.response.once("close", keeper.leave);
    return keeper;
  });
}

/** Null where the answer is nobody else's; and a body is no part of the question, but an app may read it (RFC 9110, section 9.3.1). */
function questionOf({ request, client, fields: { list } }: Exchange, { host, target, framing }: Asked): string | null {
  const { method } = request;
  if ((method !== "GET" && method !== "HEAD") || hasBody(request, framing)) return null;
  if (OWN.some((name) => hasField(list, name))) return null;
  const question = `${method}|${client.scheme}|${host}|${target.raw}`;
  return question.length > KEY_LENGTH_MAX ? null : question;
}

const OWN = ["cookie", "authorization", "range"];

/** A question and what the asker says of the fields by which its answers differ (RFC 9111, section 4.1). */
function keyOf(question: string, names: readonly string[], { fields: { list } }: Exchange): string {
  const said = names.map((name) => {
    const values = list.filter(([own]) => own === name).map(([, value]) => value);
    return name === "accept-encoding" ? CODINGS.filter((coding) => accepts(values.join(","), coding)) : values;
  });
  return names.length === 0 ? question : `${question}|${JSON.stringify([names, said])}`;
}

/** In which an app may answer; browsers name them in many orders. */
const CODINGS = ["gzip", "br", "zstd", "deflate", "compress", "identity"];

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

type Keeper = ReturnType<typeof capture>;

function keeping(receiver: Receiver, exchange: Exchange, { row }: Asked, { cache }: Shared, question: string, done: () => void): Keeper {
  const keep = (kept: Kept): void => {
    const names = variesBy(kept.head);
    cache.varies(question, names);
    cache.keep(keyOf(question, names, exchange), kept);
  };
  const isHead = exchange.request.method === "HEAD";
  return capture(receiver, { ...(row.cache ?? NEVER), isHead }, NOW, cache, keep, done);
}

const NEVER = { timeS: 0, staleS: 0 };

function sendKept(exchange: Exchange, { head, body }: Kept): void {
  const client = answerClient(exchange, { stream: false, warn: () => {} }, () => null);
  client.head(head);
  if (body.length > 0) client.data(body);
  client.end();
}

const NOBODY: Receiver = { head: () => {}, data: () => true, end: () => {}, fault: () => {} };

/** For the next who asks; whoever brought it about has the old answer already. */
function refresh(exchange: Exchange, asked: Asked, app: App, shared: Shared, question: string, key: string): void {
  const done = startAsking(shared, key);
  startCall(exchange, asked, app, NO_BODY, keeping(NOBODY, exchange, asked, shared, question, done), shared.log);
}

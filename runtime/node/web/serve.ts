/** From an open exchange to an answer: one row after the other, the first that objects wins. */
import type { Log } from "../log/log.ts";
import { abort } from "./abort.ts";
import { admit } from "./access.ts";
import { sendFault, sendRedirect, sendWords } from "./answer.ts";
import { type Asked, judge } from "./ask.ts";
import { callCached } from "./cache/call-cached.ts";
import type { MicroCache } from "./cache/micro-cache.ts";
import { callApp } from "./call-app.ts";
import type { Exchange } from "./exchange.ts";
import { type Field, valueOf } from "./fields.ts";
import { openBelow, openNamed } from "./files/open-file.ts";
import { sendFile } from "./files/send-file.ts";
import { coveredBy } from "./locate.ts";
import { isClosed } from "./maintenance.ts";
import { type Buckets, waitS } from "./rate.ts";
import type { Row } from "./site.ts";
import { textOf } from "./target.ts";
import type { UnroutedUpgrades } from "./unrouted-upgrades.ts";

/** What the requests of one server share. */
export type Shared = {
  readonly log: Log;
  readonly buckets: Buckets;
  readonly busy: Map<string, number>;
  readonly cache: MicroCache;
  readonly unrouted: UnroutedUpgrades;
};

export async function serve(exchange: Exchange, shared: Shared): Promise<void> {
  try {
    await answer(exchange, shared);
  } catch (error) {
    sendFault(exchange, error);
  }
}

async function answer(exchange: Exchange, shared: Shared): Promise<void> {
  const verdict = judge(exchange);
  switch (verdict.kind) {
    case "refused":
      return sendWords(exchange, verdict.status);
    case "unanswered":
      // One connection may serve several names (RFC 9113, section 9.1.2): this one is not to be asked for here.
      if (exchange.request.httpVersionMajor >= 2) return sendWords(exchange, 421);
      exchange.unanswered = true;
      return abort(exchange.response);
    case "redirect":
      return sendRedirect(exchange, verdict.location);
    case "challenge": {
      const file = await openBelow(exchange.site.settings.tls?.acmeWebroot ?? "", verdict.path.slice(1), "refused", [".well-known"]);
      return sendFile(exchange, file, { cacheControl: "no-store", isUpload: false, uploadPolicy: null, fields: [] });
    }
    case "asked":
      break;
    default:
      return verdict satisfies never;
  }
  const objection = object(exchange, verdict, shared);
  if (objection !== null) return sendWords(exchange, objection.status, objection.fields);
  return serveRow(exchange, verdict, shared);
}

export type Objection = { readonly status: number; readonly fields: readonly Field[] };

/** In nginx's own order: maintenance, limits, access. */
export function object(exchange: Exchange, { row, target }: Asked, shared: Shared): Objection | null {
  const { site, client } = exchange;
  const { settings } = site;
  const probe = row.serve.kind === "health";
  exchange.silent = probe || coveredBy(settings.logs.exclude, target.path);
  if (probe) return null;
  const { maintenance } = settings;
  if (row.serve.kind === "app" && isClosed(maintenance.switch) && !site.maintenanceAllowed(client.address)) {
    return { status: 503, fields: [["Retry-After", String(maintenance.retryAfterS)]] };
  }
  if (settings.limits.connections !== null && (shared.busy.get(client.address) ?? 0) > settings.limits.connections) return tooMany(1);
  if (row.rate !== null && !shared.buckets.take(row.rate, client.address, performance.now())) return tooMany(waitS(row.rate));
  return objectAccess(exchange, row, shared);
}

/** Wrong passwords cost milliseconds each, so they have a rate of their own. */
const GUESSES = { zone: "-guesses", count: 1, perS: 1, burst: 20 };

function objectAccess(exchange: Exchange, row: Row, shared: Shared): Objection | null {
  if (row.access === null) return null;
  const { client, fields } = exchange;
  const authorization = valueOf(fields.list, "authorization");
  const admission = admit(row, client.address, authorization);
  if (admission.status === 200) {
    exchange.user = admission.user === null ? null : Buffer.from(admission.user).toString("latin1");
    return null;
  }
  if (admission.status === 401 && authorization !== null && !shared.buckets.take(GUESSES, client.address, performance.now()))
    return tooMany(waitS(GUESSES));
  return admission;
}

/** RFC 6585, section 4: when the next request will be let in. */
function tooMany(seconds: number): Objection {
  return { status: 429, fields: [["Retry-After", String(seconds)]] };
}

async function serveRow(exchange: Exchange, asked: Asked, shared: Shared): Promise<void> {
  const { row, target } = asked;
  const { serve, app } = row;
  const { files } = exchange.site.settings;
  switch (serve.kind) {
    case "app":
    case "health":
      if (app === null) return sendWords(exchange, 502);
      if (row.cache !== null && serve.kind === "app" && !serve.stream) return callCached(exchange, asked, app, shared);
      return callApp(exchange, asked, app, shared.log);
    case "static": {
      const rest = restOf(row, target.path);
      const hashed = serve.hashed && rest !== null && exchange.site.hashedName.test(rest);
      const opened = rest === null ? null : await openBelow(serve.folder, rest, "followed");
      return sendFile(exchange, opened, {
        cacheControl: hashed ? files.hashedCacheControl : serve.cacheControl,
        isUpload: false,
        uploadPolicy: null,
        fields: [],
      });
    }
    case "file":
      return sendFile(exchange, await openNamed(serve.file), {
        cacheControl: serve.cacheControl,
        isUpload: false,
        uploadPolicy: null,
        fields: [],
      });
    case "media": {
      const rest = restOf(row, target.path);
      const opened = rest === null ? null : await openBelow(serve.folder, rest, "refused");
      return sendFile(exchange, opened, { cacheControl: serve.cacheControl, isUpload: true, uploadPolicy: files.uploadPolicy, fields: [] });
    }
    case "protected":
      return sendWords(exchange, 404);
    default:
      return serve satisfies never;
  }
}

/** The path below the row's own, as text; null where its bytes are no text. */
function restOf({ path }: Row, decoded: string): string | null {
  return textOf(decoded.slice(path.length).replace(/^\//, ""));
}

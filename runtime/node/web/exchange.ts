/** One request and its answer, from the first look to the log line. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../log/log.ts";
import { type Client, clientOf } from "./client.ts";
import { type Fields, readFields, valueOf } from "./fields.ts";
import type { Peer } from "./peer.ts";
import type { ReadySite } from "./site.ts";

export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly site: ReadySite;
  readonly log: Log;
  readonly startedMs: number;
  readonly fields: Fields;
  readonly client: Client;
  /** 32 hexadecimal digits, the edge's where it sent one. */
  readonly id: string;
  /** The body is not asked for until it is wanted (Expect: 100-continue). */
  readonly waitsForContinue: boolean;
  /** Whose password was checked, in Latin-1 as fields are: a character for each byte. */
  user: string | null;
  upstreamMs: number | null;
  bytes: number;
  /** The connection was closed without an answer. */
  unanswered: boolean;
  /** Not in the access log: health probes, and what logs.exclude names. */
  silent: boolean;
};

export type Opening = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly peer: Peer;
  readonly waitsForContinue: boolean;
  readonly log: Log;
};

export function openExchange({ request, response, peer, waitsForContinue, log }: Opening, site: ReadySite): Exchange {
  const fields = readFields(request.rawHeaders);
  const client = clientOf(peer, fields.list, site.settings.edge, site.trusted);
  return {
    request,
    response,
    site,
    log,
    startedMs: performance.now(),
    fields,
    client,
    id: idFrom(client.fromEdge ? valueOf(fields.list, "x-request-id") : null),
    waitsForContinue,
    user: null,
    upstreamMs: null,
    bytes: 0,
    unanswered: false,
    silent: false,
  };
}

function idFrom(edge: string | null): string {
  return edge !== null && /^[0-9a-f]{32}$/.test(edge) ? edge : newId();
}

export function newId(): string {
  return randomUUID().replaceAll("-", "");
}

/** The access log: a line for each answer, in JSON or in the combined format. No I/O here. */
import type { Exchange } from "./exchange.ts";
import { valueOf } from "./fields.ts";

export function accessLine(exchange: Exchange, nowMs: number): string {
  return exchange.site.settings.logs.access === "json" ? jsonLine(exchange, nowMs) : combinedLine(exchange, nowMs);
}

/** nginx's and Apache's lines have the same fields: generators/web/access-fields.ts. */
function jsonLine(exchange: Exchange, nowMs: number): string {
  const { request, client, fields, id, startedMs, bytes, upstreamMs, site } = exchange;
  const status = statusOf(exchange);
  const line = {
    time: new Date(nowMs).toISOString(),
    ...(site.settings.logs.requestId ? { id } : {}),
    client: client.address,
    method: request.method,
    scheme: client.scheme,
    host: hostOf(request, fields),
    uri: request.url,
    protocol: `HTTP/${request.httpVersion}`,
    status,
    bytes,
    request_time: seconds(performance.now() - startedMs),
    upstream_time: upstreamMs === null ? null : seconds(upstreamMs),
    referer: valueOf(fields.list, "referer") ?? "",
    agent: valueOf(fields.list, "user-agent") ?? "",
  };
  return `${JSON.stringify(line)}\n`;
}

function hostOf(request: Exchange["request"], fields: Exchange["fields"]): string {
  const authority = request.headers[":authority"];
  return valueOf(fields.list, "host") ?? (typeof authority === "string" ? authority : "");
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

/** As nginx has it: 444, nobody is told anything; 499, the client went before there was an answer. */
function statusOf({ response, unanswered }: Exchange): number {
  if (response.headersSent) return response.statusCode;
  return unanswered ? 444 : 499;
}

function combinedLine(exchange: Exchange, nowMs: number): string {
  const { request, client, fields, bytes } = exchange;
  const target = `${request.method} ${request.url} HTTP/${request.httpVersion}`;
  const referer = valueOf(fields.list, "referer") ?? "-";
  const agent = valueOf(fields.list, "user-agent") ?? "-";
  const size = bytes === 0 ? "-" : bytes;
  return `${client.address} - - [${combinedTime(nowMs)}] "${quoted(target)}" ${statusOf(exchange)} ${size} "${quoted(referer)}" "${quoted(agent)}"\n`;
}

/** A client's text must not end its field, nor the line. */
function quoted(text: string): string {
  return text.replace(/["\\\0-\x1f\x7f-\xff]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function combinedTime(nowMs: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(nowMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

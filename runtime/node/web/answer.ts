/**
 * The one way out: every answer, whatever its status, leaves with the site's own headers. Each
 * header has one owner: what the site sets or removes is taken from an app's answer.
 */
import type { ServerResponse } from "node:http";
import { abort } from "./abort.ts";
import type { Exchange } from "./exchange.ts";
import { type Field, hasField, valueOf } from "./fields.ts";
import { fieldsOfTwo, isHttpTwo, OF_CONNECTION } from "./http-two-fields.ts";
import { endAnswer } from "./sending.ts";
import { wordsFor } from "./words.ts";

export function sendHead(exchange: Exchange, status: number, fields: readonly Field[]): void {
  const { response, site, client, id } = exchange;
  const { headers, logs } = site.settings;
  const flat: string[] = [];
  for (const [name, value] of fields) flat.push(name, value);
  // An app's own of these names is taken away before: what is still there is this answer's own, and closer.
  for (const { name, value } of headers.set) if (!hasNamed(fields, name)) flat.push(name, value);
  // RFC 6797, section 7.2: over https alone.
  if (headers.hsts !== null && client.scheme === "https") flat.push("Strict-Transport-Security", headers.hsts);
  if (logs.requestId) flat.push("X-Request-ID", id);
  writeHead(response, status, flat);
}

function hasNamed(fields: readonly Field[], name: string): boolean {
  const lower = name.toLowerCase();
  return fields.some(([field]) => field.length === name.length && field.toLowerCase() === lower);
}

function writeHead(response: ServerResponse, status: number, flat: string[]): void {
  if (!isHttpTwo(response)) {
    response.writeHead(status, flat);
    return;
  }
  try {
    response.writeHead(status, fieldsOfTwo(flat));
  } catch (error) {
    // What is there would be in the way of the answer that says so.
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    throw error;
  }
}

/** By these an app tells some web server where a file lies. */
const SENDFILE = new Set(["x-sendfile", "x-sendfile-temporary", "x-lighttpd-send-file"]);

/** An app's fields that may pass. `also`: more names to leave out. */
export function passingFields(fields: readonly Field[], owned: ReadonlySet<string>, also: readonly string[] = []): Field[] {
  return fields.filter(([name]) => {
    const lower = name.toLowerCase();
    if (owned.has(lower) || OF_CONNECTION.has(lower) || also.includes(lower)) return false;
    return !lower.startsWith("x-accel-") && !SENDFILE.has(lower);
  });
}

/** An answer of the web server's own: a page of the project, or a plain line. */
export function sendWords(exchange: Exchange, status: number, fields: readonly Field[] = []): void {
  const { response, site, request } = exchange;
  if (response.headersSent || response.destroyed) return abort(response);
  const page = site.pages.get(status);
  const body = page?.body ?? Buffer.from(wordsFor(status));
  const type = page?.type ?? "text/plain; charset=utf-8";
  const closing: Field[] = mustClose(exchange) ? [["Connection", "close"]] : [];
  // RFC 9110, section 10.2.3: when to come back; 1 where nobody knows better.
  const retry: Field[] = status === 503 && !fields.some(([name]) => name === "Retry-After") ? [["Retry-After", "1"]] : [];
  sendHead(exchange, status, [
    ["Content-Type", type],
    ["Content-Length", String(body.length)],
    ["Cache-Control", "no-store"],
    ...fields,
    ...retry,
    ...closing,
  ]);
  exchange.bytes += request.method === "HEAD" ? 0 : body.length;
  if (request.method !== "HEAD") response.write(body);
  endSoftly(exchange);
}

/** Something of ours went wrong: never silence, whatever it was. */
export function sendFault(exchange: Exchange, error: unknown): void {
  const { response, log, id } = exchange;
  log.error("web-fault", { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  if (response.headersSent) return abort(response);
  try {
    sendWords(exchange, 500);
  } catch {
    abort(response);
  }
}

export function sendRedirect(exchange: Exchange, location: string): void {
  sendWords(exchange, 301, [["Location", location]]);
}

/** A body that nobody read is in the way of the next request. */
function mustClose({ request, fields: { list } }: Exchange): boolean {
  if (isHttpTwo(request) || request.complete) return false;
  // Node calls a request complete a moment after its head, even where nothing more can come.
  return hasField(list, "transfer-encoding") || (valueOf(list, "content-length") ?? "0") !== "0";
}

const LINGER_MS = 2000;
const LINGER_BYTES_MAX = 4 * 1024 * 1024;

/**
 * RFC 9112, section 9.6: closing while the client still sends would reset the connection, and
 * take the answer away with it. The answer is whole by its length; what still comes is dropped,
 * for a while.
 */
function endSoftly(exchange: Exchange): void {
  const { request } = exchange;
  if (!mustClose(exchange)) return endAnswer(exchange);
  let dropped = 0;
  const end = (): void => {
    clearTimeout(timer);
    endAnswer(exchange);
  };
  const timer = setTimeout(end, LINGER_MS);
  request.on("data", (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > LINGER_BYTES_MAX) end();
  });
  request.once("end", end).once("close", end);
  request.resume();
}

/**
 * probes.json read back from disk, for a site that somebody else deployed. It may have been edited or planted:
 * what is not of our shape is no list of probes, and `where` decides what is sent to a site in service.
 */
import type { Action, Probe, Probes } from "../../generators/probes/probe.ts";

/** null for text that is not a list of probes of this format. */
export function readProbes(text: string): Probes | null {
  const data = parseJson(text);
  if (!isRecord(data) || data.format !== 1 || typeof data.name !== "string" || !isHeaders(data.headers)) return null;
  if (!Array.isArray(data.probes) || !data.probes.every(isProbe) || !isSite(data.site)) return null;
  return data as Probes;
}

function isSite(value: unknown): boolean {
  if (!isRecord(value) || !isText(value.canonical) || !Array.isArray(value.domains) || !value.domains.every(isText)) return false;
  return isScheme(value.scheme) && isPort(value.http) && isPort(value.https);
}

function isProbe(value: unknown): value is Probe {
  if (!isRecord(value) || ![value.id, value.rule, value.at, value.holds].every(isText)) return false;
  return WHERES.some((where) => where === value.where) && isAction(value.action);
}

const WHERES: readonly Probe["where"][] = ["anywhere", "local", "public"];

/** What only a site of our own is asked is never carried out from a file: its kind is enough. */
const KINDS: readonly Action["kind"][] = ["ask", "same", "none", "closed", "mirror", "stream", "websocket", "flood", "handshake"];

function isAction(value: unknown): boolean {
  if (!isRecord(value) || !KINDS.some((kind) => kind === value.kind)) return false;
  if (value.kind === "handshake") return isText(value.want) && isMaybe(value.servername, isText) && isMaybe(value.newest, isProtocol);
  if (value.kind === "same") return isAsk(value.ask) && isFields(value.forged) && isMaybe(value.first, Number.isInteger);
  if (value.kind === "none") return isText(value.reason);
  return value.kind === "ask" ? isAsk(value.ask) && isWant(value.want) : true;
}

function isAsk(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { method, target, servername, raw, scheme, headers, body, chunkBytes } = value;
  if (![method, target, servername, raw].every((text) => isMaybe(text, isText))) return false;
  if (!isMaybe(scheme, isScheme) || !isMaybe(chunkBytes, Number.isInteger)) return false;
  if (!isMaybe(body, (one) => isText(one) || (isRecord(one) && Number.isInteger(one.bytes)))) return false;
  return isMaybe(headers, isFields);
}

function isFields(value: unknown): boolean {
  return Array.isArray(value) && value.every(isField);
}

function isField(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && isText(value[0]) && (value[1] === null || isText(value[1]));
}

function isWant(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { status, headers, body, lacks } = value;
  const isStatus = (one: unknown): boolean => one === "closed" || Number.isInteger(one);
  if (!isMaybe(status, (list) => Array.isArray(list) && list.every(isStatus))) return false;
  return isMaybe(headers, isHeaders) && isMaybe(body, isText) && isMaybe(lacks, isText);
}

function isHeaders(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((want) => want === null || isText(want) || (isRecord(want) && isPattern(want.like)));
}

function isPattern(value: unknown): boolean {
  if (!isText(value)) return false;
  try {
    return new RegExp(value).source !== "";
  } catch {
    return false;
  }
}

function isMaybe(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isScheme(value: unknown): boolean {
  return value === "http" || value === "https";
}

function isProtocol(value: unknown): boolean {
  return value === "TLSv1.1" || value === "TLSv1.2";
}

function isPort(value: unknown): boolean {
  return value === null || Number.isInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

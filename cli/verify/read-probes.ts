/**
 * probes.json read back from disk, for a site that somebody else deployed. It may have been edited or planted:
 * what is not of our shape is no list of probes, and `where` decides what is sent to a site in service.
 */
import type { Action, Probe, Probes } from "../../generators/probes/probe.ts";

/** null for text that is not a list of probes of this format. */
export function readProbes(text: string): Probes | null {
  const data = parseJson(text);
  if (!isRecord(data) || data.format !== 1 || typeof data.name !== "string" || !isRecord(data.headers)) return null;
  if (!Array.isArray(data.probes) || !data.probes.every(isProbe) || !isSite(data.site)) return null;
  return data as Probes;
}

function isSite(value: unknown): boolean {
  if (!isRecord(value) || !isText(value.canonical) || !Array.isArray(value.domains) || !value.domains.every(isText)) return false;
  return (value.scheme === "http" || value.scheme === "https") && isPort(value.http) && isPort(value.https);
}

const KINDS: Readonly<Record<Action["kind"], readonly string[]>> = {
  ask: ["ask", "want"],
  closed: ["ask", "want"],
  mirror: ["ask", "seen"],
  stream: [],
  websocket: [],
  flood: [],
  handshake: [],
};

function isProbe(value: unknown): value is Probe {
  if (!isRecord(value) || ![value.id, value.rule, value.at, value.holds].every(isText)) return false;
  const { where, action } = value;
  if (!(where === "anywhere" || where === "local" || where === "public") || !isRecord(action)) return false;
  const { kind } = action;
  return isText(kind) && Object.hasOwn(KINDS, kind) && KINDS[kind as Action["kind"]].every((key) => isRecord(action[key]));
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

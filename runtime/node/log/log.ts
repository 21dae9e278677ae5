/**
 * What the gateway says: one JSON object a line, on standard error, each with the name of an
 * event from one closed list, so that nobody has to read sentences by machine.
 */
import type { EventName } from "./events.ts";

export type Level = "error" | "warn" | "notice" | "info";
export type Details = Readonly<Record<string, string | number | boolean | null>>;

export type Log = {
  readonly error: (event: EventName, details?: Details) => void;
  readonly warn: (event: EventName, details?: Details) => void;
  readonly notice: (event: EventName, details?: Details) => void;
  readonly info: (event: EventName, details?: Details) => void;
};

const ORDER: readonly Level[] = ["error", "warn", "notice", "info"];

/** `write` takes one line; `now` gives the time of day in milliseconds. */
export function createLog(name: string, level: Level, write: (line: string) => void, now: () => number): Log {
  const loudest = ORDER.indexOf(level);
  const at =
    (own: Level) =>
    (event: EventName, details: Details = {}) => {
      if (ORDER.indexOf(own) > loudest) return;
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level: own, name, event, ...details })}\n`);
    };
  return { error: at("error"), warn: at("warn"), notice: at("notice"), info: at("info") };
}

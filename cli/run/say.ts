/**
 * The live log. On a terminal lines for a person: a request each, the app's own records, what the
 * servers complain of. Else JSON, a line each, as the servers wrote it.
 */
import { printable, printableLines } from "../print/printable.ts";
import type { Terminal } from "../terminal.ts";

export type Say = {
  /** A line that a part printed. */
  readonly line: (part: string, text: string) => void;
  /** Our own words; `detail` may have several lines. */
  readonly note: (event: string, words: string, detail?: string) => void;
  readonly fault: (event: string, words: string, detail?: string) => void;
};

type Fields = { readonly [key: string]: unknown };

export function createSay(terminal: Terminal, asJson: boolean): Say {
  return asJson ? jsonSay(terminal) : readableSay(terminal);
}

function jsonSay({ words }: Terminal): Say {
  const own = (level: string) => (event: string, message: string, detail?: string) =>
    words(
      `${JSON.stringify({ time: new Date().toISOString(), level, name: "stackc", event, message, ...(detail === undefined ? {} : { detail }) })}\n`,
    );
  return {
    line: (part, text) =>
      words(
        `${fieldsOf(text) === null ? JSON.stringify({ time: new Date().toISOString(), level: "info", name: part, message: text }) : text}\n`,
      ),
    note: own("notice"),
    fault: own("error"),
  };
}

function readableSay({ words, paint }: Terminal): Say {
  const own = (mark: string) => (_event: string, message: string, detail?: string) => {
    words(`${mark}: ${printable(message)}\n`);
    if (detail !== undefined) words(`${printableLines(detail.trimEnd())}\n`);
  };
  return {
    line: (part, text) => {
      const readable = readableLine(part, text);
      if (readable !== null) words(`${printableLines(readable)}\n`);
    },
    note: own(paint.info("stackc")),
    fault: own(paint.error("stackc")),
  };
}

/** Null for what only a machine wants to know. */
export function readableLine(part: string, text: string): string | null {
  const fields = fieldsOf(text);
  if (fields === null) return text;
  const time = timeOf(fields.time);
  if ("logger" in fields)
    return [`${time} ${String(fields.level)} ${String(fields.logger)}: ${String(fields.message)}`, ...tail(fields)].join("\n");
  if ("event" in fields)
    return quiet(fields)
      ? null
      : [`${time} ${part}: ${String(fields.event)}${askedOf(fields)}${detailsOf(fields)}`, ...tail(fields)].join("\n");
  if ("method" in fields && "status" in fields) return `${time} ${accessText(fields)}`;
  return text;
}

function accessText({ method, uri, status, request_time, bytes }: Fields): string {
  const ms = typeof request_time === "number" ? ` ${Math.round(request_time * 1000)} ms` : "";
  return `${String(status)} ${String(method)} ${String(uri)}${ms}${typeof bytes === "number" ? ` ${bytes} B` : ""}`;
}

/** What starts and stops as told is no news; a change that does not start is told by us, with its traceback. */
function quiet({ level, event }: Fields): boolean {
  return level === "info" || level === "notice" || event === "generation-failed";
}

/** The request that an event is about. */
function askedOf({ method, path }: Fields): string {
  return [method, path].flatMap((word) => (typeof word === "string" ? [` ${word}`] : [])).join("");
}

/** Type and message of an exception end its traceback. */
const SHOWN_APART = new Set(
  "time level name event method path exception stack traceback text failed exception_type exception_message".split(" "),
);

function detailsOf(fields: Fields): string {
  const shown = Object.entries(fields).filter(([key, value]) => !SHOWN_APART.has(key) && value !== null && typeof value !== "object");
  return shown.length === 0 ? "" : ` (${shown.map(([key, value]) => `${key} ${String(value)}`).join(", ")})`;
}

function tail(fields: Fields): string[] {
  return ["exception", "stack", "traceback", "text", "failed"].flatMap((key) => {
    const value = fields[key];
    return typeof value === "string" && value !== "" ? [value.trimEnd()] : [];
  });
}

function timeOf(value: unknown): string {
  const date = typeof value === "string" ? new Date(value) : new Date();
  return (Number.isNaN(date.getTime()) ? new Date() : date).toTimeString().slice(0, 8);
}

/** A line that is a JSON object. */
export function fieldsOf(text: string): Fields | null {
  if (!text.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Fields) : null;
  } catch {
    return null;
  }
}

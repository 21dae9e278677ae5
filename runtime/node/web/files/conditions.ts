/** Conditional requests in the RFC's own order (RFC 9110, section 13.2.2). No I/O. */
import { type Field, valueOf } from "../fields.ts";

export type Version = { readonly etag: string; readonly modifiedMs: number };

export type Condition = "send" | "not-modified" | "failed";

export function judgeConditions(fields: readonly Field[], { etag, modifiedMs }: Version, nowMs: number): Condition {
  const match = valueOf(fields, "if-match");
  const unmodified = valueOf(fields, "if-unmodified-since");
  if (match !== null ? !listsStrong(match, etag) : isBefore(unmodified, modifiedMs)) return "failed";
  const noneMatch = valueOf(fields, "if-none-match");
  if (noneMatch !== null) return listsWeak(noneMatch, etag) ? "not-modified" : "send";
  const since = valueOf(fields, "if-modified-since");
  const sinceMs = since === null ? Number.NaN : Date.parse(since);
  // Nobody has a copy of tomorrow: such a date is not from us.
  return sinceMs <= nowMs && seconds(modifiedMs) <= seconds(sinceMs) ? "not-modified" : "send";
}

/** If-Range: the part counts only if the whole has not changed (section 13.1.5). */
export function rangeStands(fields: readonly Field[], { etag, modifiedMs }: Version): boolean {
  const value = valueOf(fields, "if-range");
  if (value === null) return true;
  if (value.startsWith('"') || value.startsWith("W/")) return value === etag;
  return seconds(Date.parse(value)) === seconds(modifiedMs);
}

function isBefore(date: string | null, modifiedMs: number): boolean {
  const ms = date === null ? Number.NaN : Date.parse(date);
  return !Number.isNaN(ms) && seconds(modifiedMs) > seconds(ms);
}

/** HTTP's dates have no fractions. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function listsStrong(list: string, etag: string): boolean {
  return list.trim() === "*" || tags(list).includes(etag);
}

function listsWeak(list: string, etag: string): boolean {
  return list.trim() === "*" || tags(list).some((tag) => tag.replace(/^W\//, "") === etag);
}

function tags(list: string): readonly string[] {
  return list.split(",").map((tag) => tag.trim());
}

/** Which answers may be given to others, and for how long (RFC 9111, sections 3 and 4.2). No I/O. */
import type { Field } from "../fields.ts";
import type { AnswerHead } from "../link/receiver.ts";

/** Different for each who asks, or for everything there is. */
const NEVER = ["*", "cookie", "authorization"];

/** Milliseconds; 0: not at all. The app's own word overrules the row's time. */
export function keepMs(head: AnswerHead, timeS: number, wallMs: number): number {
  const { status, fields } = head;
  if (status !== 200 || named(fields, "set-cookie").length > 0) return 0;
  if (variesBy(head).some((name) => NEVER.includes(name))) return 0;
  const directives = named(fields, "cache-control")
    .join(",")
    .toLowerCase()
    .split(",")
    .map((text) => text.trim());
  if (directives.some((text) => /^(private|no-store|no-cache)\b/.test(text))) return 0;
  const seconds = ageOf(directives, "s-maxage") ?? ageOf(directives, "max-age");
  if (seconds !== null) return seconds * 1000;
  const [expires] = named(fields, "expires");
  // RFC 9111, section 5.3: what is no date is past.
  return expires === undefined ? timeS * 1000 : Math.max(0, (Date.parse(expires) || 0) - wallMs);
}

/** Kept before we compress it, so the coding asked for makes a difference only where the app itself used one. */
export function variesBy({ fields }: AnswerHead): readonly string[] {
  const isCoded = named(fields, "content-encoding").length > 0;
  const names = named(fields, "vary").join(",").toLowerCase().split(",");
  const own = names.map((name) => name.trim()).filter((name) => name !== "" && name !== "accept-encoding");
  return [...new Set(isCoded ? [...own, "accept-encoding"] : own)].sort();
}

function ageOf(directives: readonly string[], name: string): number | null {
  const found = directives.find((text) => text.startsWith(`${name}=`));
  const value = Number(found?.slice(name.length + 1).replaceAll('"', ""));
  return found === undefined || !Number.isFinite(value) ? null : Math.max(0, value);
}

function named(fields: readonly Field[], name: string): readonly string[] {
  return fields.filter(([own]) => own.toLowerCase() === name).map(([, value]) => value);
}

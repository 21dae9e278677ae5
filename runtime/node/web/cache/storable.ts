/** Which answers may be given to others, and for how long (RFC 9111, sections 3 and 4.2). No I/O. */
import type { Field } from "../fields.ts";
import type { AnswerHead } from "../link/receiver.ts";

/** Milliseconds; 0: not at all. The app's own word overrules the row's time. */
export function keepMs({ status, fields }: AnswerHead, timeS: number): number {
  if (status !== 200 || named(fields, "set-cookie").length > 0) return 0;
  const vary = named(fields, "vary")
    .join(",")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  // Kept before it is compressed, so the coding asked for makes no difference; all else would.
  if (vary.some((name) => name !== "" && name !== "accept-encoding")) return 0;
  const directives = named(fields, "cache-control")
    .join(",")
    .toLowerCase()
    .split(",")
    .map((text) => text.trim());
  if (directives.some((text) => /^(private|no-store|no-cache)\b/.test(text))) return 0;
  const seconds = ageOf(directives, "s-maxage") ?? ageOf(directives, "max-age") ?? timeS;
  return seconds * 1000;
}

function ageOf(directives: readonly string[], name: string): number | null {
  const found = directives.find((text) => text.startsWith(`${name}=`));
  const value = Number(found?.slice(name.length + 1).replaceAll('"', ""));
  return found === undefined || !Number.isFinite(value) ? null : Math.max(0, value);
}

function named(fields: readonly Field[], name: string): readonly string[] {
  return fields.filter(([own]) => own.toLowerCase() === name).map(([, value]) => value);
}

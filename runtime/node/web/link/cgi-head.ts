/**
 * The head of an app's answer in CGI form (RFC 3875, section 6.2): fields, an empty line, the
 * body. Workers are not trusted to be well: what cannot be read is a 502, never passed on.
 * No I/O here.
 */
import type { Field } from "../fields.ts";
import type { AnswerHead } from "./receiver.ts";

const HEAD_BYTES_MAX = 128 * 1024;
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
/** RFC 9110, section 5.5: no control character but the tab. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export type ReadHead = { readonly head: AnswerHead; readonly bodyAt: number } | "more" | "malformed";

export function readCgiHead(data: Buffer): ReadHead {
  const found = findEnd(data);
  if (found === null) return data.length > HEAD_BYTES_MAX ? "malformed" : "more";
  const text = data.toString("latin1", 0, found.end);
  const fields: Field[] = [];
  let status = 200;
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (colon < 1 || !NAME.test(name) || !VALUE.test(value)) return "malformed";
    if (name.toLowerCase() === "status") status = readStatus(value);
    else fields.push([name, value]);
  }
  return status < 200 ? "malformed" : { head: { status, fields }, bodyAt: found.bodyAt };
}

/** 0 where it is none: final answers are 200 to 599 (RFC 9110, section 15). */
function readStatus(value: string): number {
  return /^[2-5][0-9]{2}( |$)/.test(value) ? Number(value.slice(0, 3)) : 0;
}

function findEnd(data: Buffer): { readonly end: number; readonly bodyAt: number } | null {
  const strict = data.indexOf("\r\n\r\n");
  const loose = data.indexOf("\n\n");
  if (strict >= 0 && (loose < 0 || strict < loose)) return { end: strict, bodyAt: strict + 4 };
  return loose < 0 ? null : { end: loose, bodyAt: loose + 2 };
}

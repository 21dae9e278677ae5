/**
 * Single values: text without characters that no target carries, and numbers that mean what they look
 * like. In YAML 1.2 `0755` is the number 755 and `.inf` is a number too: nobody who writes that wants it.
 */
import type { Scalar } from "yaml";
import { findForbidden } from "./check-text.ts";
import type { OffsetFault, Range } from "./offset-fault.ts";
import { LONGEST_SCALAR } from "./yaml-limits.ts";

export function checkScalar({ value, source }: Scalar, range: Range): OffsetFault | null {
  if (typeof value === "number") return checkNumber(value, source ?? "", range);
  return typeof value === "string" ? checkString(value, range) : null;
}

function checkString(value: string, range: Range): OffsetFault | null {
  if (value.length > LONGEST_SCALAR) {
    return { code: "yaml-too-big", ...range, message: `a value of more than ${LONGEST_SCALAR} characters` };
  }
  const forbidden = findForbidden(value);
  return forbidden === null ? null : { code: "yaml-control-character", ...range, message: `${forbidden} in a value` };
}

function checkNumber(value: number, source: string, range: Range): OffsetFault | null {
  const refuse = (message: string, help: string): OffsetFault => ({ code: "yaml-number", ...range, message, help });
  if (!Number.isFinite(value)) return refuse(`${source} is no number of the language`, `put it in quotes if it is text: "${source}"`);
  if (/^[-+]?0\d/.test(source)) {
    return refuse(`${source} is the number ${value} in YAML 1.2`, `write ${value}, or "${source}" in quotes if it is text`);
  }
  if (/^[-+]?0[xo]/i.test(source))
    return refuse(`${source} is the number ${value}`, `write ${value}, or "${source}" in quotes if it is text`);
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return refuse(`${source} is too large to be exact`, `put it in quotes if it is text: "${source}"`);
  return null;
}

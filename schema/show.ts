/**
 * A user's own words inside a message: short, on one line, without characters that a terminal would act
 * on. (Control characters are refused when parsing; JSON's escapes hold for any text all the same.)
 */
import { type Data, isList, isMap } from "./source.ts";

const LONGEST = 60;

export function showKey(key: string): string {
  return /^[\w.@/*+-]{1,60}$/.test(key) ? key : quote(key);
}

export function showValue(data: Data | undefined): string {
  if (typeof data === "string") return quote(data);
  if (isList(data)) return "a list";
  if (isMap(data)) return "a map";
  return data === undefined || data === null ? "nothing" : String(data);
}

function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);
}

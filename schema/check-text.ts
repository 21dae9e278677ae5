/**
 * Characters that may not stand in a stack.yaml, raw or by way of an escape: no target syntax carries
 * them unharmed, and some (bidirectional controls) make a file read differently than it is.
 */
import type { OffsetFault } from "./offset-fault.ts";

/** C0 without tab and line feed, C1, line and paragraph separators, bidirectional controls, byte order mark, lone surrogates, U+FFFD. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const MOST_FAULTS = 20;

/** Read as UTF-8: every second byte of ASCII is 0, and its byte order mark no character. Older Windows shells write so. */
const UTF_16 = /^(?:\ufffd\ufffd)?(?:(?:[^\u0000]\u0000){4}|(?:\u0000[^\u0000]){4})/;

/** Forbidden characters of a whole file. A byte order mark may open it; CR may stand before LF. */
export function checkText(text: string): OffsetFault[] {
  if (UTF_16.test(text)) return [utf16Fault()];
  const faults: OffsetFault[] = [];
  for (const { 0: character, index } of text.matchAll(FORBIDDEN)) {
    if (character === "\ufeff" && index === 0) continue;
    if (character === "\r" && text[index + 1] === "\n") continue;
    faults.push(faultOf(character, index));
    if (faults.length === MOST_FAULTS) break;
  }
  return faults;
}

/** The first forbidden character of a value, in words, or null. */
export function findForbidden(value: string): string | null {
  const [character] = value.match(FORBIDDEN) ?? [];
  return character === undefined ? null : nameOf(character);
}

function utf16Fault(): OffsetFault {
  const help = "save the file as UTF-8; in PowerShell by `Out-File -Encoding utf8`";
  return { code: "yaml-not-utf8", start: 0, end: 1, message: "the file is UTF-16, not UTF-8", help };
}

function faultOf(character: string, index: number): OffsetFault {
  const range = { start: index, end: index + character.length };
  if (character === "\ufffd") {
    return { ...range, code: "yaml-not-utf8", message: "the file is not UTF-8 here", help: "save the file as UTF-8" };
  }
  return { ...range, code: "yaml-control-character", message: `${nameOf(character)} in the file`, help: helpOf(character) };
}

function helpOf(character: string): string {
  if (character === "\r") return "end lines with a line feed";
  return "delete it; editors that show invisible characters help to find it";
}

/** A character as U+XXXX, with its kind. */
function nameOf(character: string): string {
  const point = character.charCodeAt(0);
  const code = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  if (point >= 0xd800 && point <= 0xdfff) return `half a surrogate pair (${code})`;
  if (point === 0x202a || (point > 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069)) {
    return `a bidirectional control character (${code})`;
  }
  if (point === 0xfeff) return `a byte order mark (${code})`;
  if (point === 0xfffd) return `a replacement character (${code})`;
  return `a control character (${code})`;
}

/**
 * Text from a user's file, made fit for a terminal: a control character there can move the
 * cursor, recolour or rename the window; a bidi control can make a line read as another.
 */
const UNSAFE =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line: line breaks are shown like any other control character, a tab is four blanks. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`).replaceAll("\t", "    ");
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** JSON stays JSON: the same characters as `\uXXXX`, line breaks between values untouched. */
export function printableJson(json: string): string {
  return json.replace(UNSAFE, (found) => (found === "\n" ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

/** Columns on a terminal: wide East Asian characters and emoji take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{Mark}|\u200d/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** UAX #11, the blocks that matter. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

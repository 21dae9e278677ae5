/** What the web server itself says when something is wrong; nginx's layer says the same. */

const WORDS: Readonly<Record<number, string>> = {
  401: "Please sign in.",
  403: "This is not open to you.",
  404: "There is nothing here.",
  405: "This cannot be done here.",
  413: "What was sent is too large.",
  416: "This part of the file does not exist.",
  429: "Too many requests. Please wait a moment.",
  502: "The application is not running.",
  503: "Not now. Please come back soon.",
  504: "The application took too long.",
};

export function wordsFor(status: number): string {
  return `${status} ${WORDS[status] ?? "This cannot be answered."}\n`;
}

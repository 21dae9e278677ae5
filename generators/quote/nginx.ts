/**
 * nginx configuration text.
 *
 * Parameters end at blank, `;` `{` `}` and may stand in double quotes, where `\"` is a quote
 * (https://nginx.org/en/docs/beginners_guide.html#conf_structure). There is no escape for `$`:
 * any `$name` in a parameter that takes variables is read as one, quoted or not, so text with
 * `$` is refused. A backslash is refused too: `\n`, `\t`, `\r` inside quotes become control characters.
 */
import type { Emit } from "../layer.ts";
import { ABSOLUTE_PATH, type From, HEADER_NAME, HOST_NAME, IP_OR_CIDR, KEYWORD, makeQuoter, plain, URL_PATH, wholeNumber } from "./quoter.ts";

const FREE_TEXT = /^[\x20-\x7e\u00a0-\ud7ff\ue000-\uffff]*$/;

const kinds = {
  string: {
    accepts: (value: string) => FREE_TEXT.test(value) && !/[$\\]/.test(value),
    print: (value: string) => `"${value.replaceAll('"', '\\"')}"`,
    cannot: 'a "$", a "\\" or a control character in quoted text',
  },
  path: plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -"),
  url: plain(URL_PATH, "a URL path with characters outside letters, digits and . _ ~ / @ + -"),
  host: plain(HOST_NAME, "a server_name that is not a host name"),
  address: plain(IP_OR_CIDR, "an address that is not an IP address or network"),
  header: plain(HEADER_NAME, "a header name with characters outside an RFC 9110 token"),
  word: plain(/^[A-Za-z0-9_.:+/$=,-]+$/, "a parameter with blanks or punctuation"),
  keyword: plain(KEYWORD, "a keyword with punctuation"),
  socket: { ...plain(ABSOLUTE_PATH, "a socket path"), print: (value: string) => `unix:${value}` },
  seconds: { ...wholeNumber, print: (value: number) => `${value}s` },
};

export function quoteNginx(emit: Emit) {
  const { carry, section } = makeQuoter(emit, "nginx", "nginx");
  return {
    section,
    /** Free text, in double quotes. */
    string: (value: string, from: From) => carry(kinds.string, value, from),
    /** Absolute path of a file or folder. */
    path: (value: string, from: From) => carry(kinds.path, value, from),
    /** URL path prefix for `location`. */
    url: (value: string, from: From) => carry(kinds.url, value, from),
    /** For `server_name`. */
    host: (value: string, from: From) => carry(kinds.host, value, from),
    /** IP address or CIDR. */
    address: (value: string, from: From) => carry(kinds.address, value, from),
    header: (value: string, from: From) => carry(kinds.header, value, from),
    /** Unquoted text that our own code composed, variables included. Never user text. */
    word: (value: string, from: From) => carry(kinds.word, value, from),
    keyword: (value: string, from: From) => carry(kinds.keyword, value, from),
    /** `unix:/run/shop/app.sock` */
    socket: (value: string, from: From) => carry(kinds.socket, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
    /** `30s` */
    seconds: (value: number, from: From) => carry(kinds.seconds, value, from),
  };
}

export type NginxQuoter = ReturnType<typeof quoteNginx>;

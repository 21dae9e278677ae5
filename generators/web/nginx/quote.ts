/**
 * nginx configuration text.
 *
 * Parameters end at blank, `;` `{` `}` and may stand in double quotes, where `\"` is a quote
 * (https://nginx.org/en/docs/beginners_guide.html#conf_structure). There is no escape for `$`:
 * any `$name` in a parameter that takes variables is read as one, quoted or not, so text with
 * `$` is refused. A backslash is refused too: `\n`, `\t`, `\r` inside quotes become control characters.
 */
import type { Emit } from "../../layer.ts";
import {
  ABSOLUTE_PATH,
  asPattern,
  type From,
  HOST_NAME,
  IP_OR_CIDR,
  KEYWORD,
  makeQuoter,
  oncePerEmit,
  plain,
  URL_PATH,
  wholeNumber,
} from "../../quote/quoter.ts";

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
  // Narrower than RFC 9110's token: `#` starts a comment, `'` a quotation.
  header: plain(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "a header name with characters outside letters, digits and . _ -"),
  word: plain(/^[A-Za-z0-9_.:+/$=,-]+$/, "a parameter with blanks or punctuation"),
  keyword: plain(KEYWORD, "a keyword with punctuation"),
  socket: { ...plain(ABSOLUTE_PATH, "a socket path"), print: (value: string) => `unix:${value}` },
  seconds: { ...wholeNumber, print: (value: number) => `${value}s` },
  composed: { ...plain(/^[A-Za-z0-9_.:|$-]+$/, "composed text with blanks or punctuation"), print: (value: string) => `"${value}"` },
  pattern: { ...plain(/^[^"\\\s]+$/, "a pattern with quotes, blanks or backslashes"), print: (value: string) => `"${value}"` },
  below: {
    accepts: ({ path, rest }: Below) => URL_PATH.test(path) && /^[^"\\\s]+$/.test(rest),
    print: ({ path, rest }: Below) => `"^${asPattern(path)}${rest}"`,
    cannot: "a URL path with characters outside letters, digits and . _ ~ / @ + -",
  },
  listen: {
    accepts: ({ address, port, words }: Listen) =>
      (address === "*" || IP_OR_CIDR.test(address)) && wholeNumber.accepts(port) && words.every((word) => /^[a-z0-9_]+$/.test(word)),
    print: ({ address, port, words }: Listen) => [endpoint(address, port), ...words].join(" "),
    cannot: "an address to listen on that is not an IP address",
  },
};

/** A URL path, and a pattern of our own for what follows it. */
type Below = { readonly path: string; readonly rest: string };

/** `listen`'s own words follow the address: `ssl`, `default_server`. */
type Listen = { readonly address: string; readonly port: number; readonly words: readonly string[] };

/** https://nginx.org/en/docs/http/ngx_http_core_module.html#listen: IPv6 addresses stand in brackets. */
function endpoint(address: string, port: number): string {
  if (address === "*") return String(port);
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

export const quoteNginx = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"nginx">(emit, "web", "nginx");
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
    /** `unix:/run/shop/app.http.sock` */
    socket: (value: string, from: From) => carry(kinds.socket, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
    /** `30s` */
    seconds: (value: number, from: From) => carry(kinds.seconds, value, from),
    /** Text of our own in double quotes, variables included. Never user text. */
    composed: (value: string, from: From) => carry(kinds.composed, value, from),
    /** A regular expression of our own, in double quotes. Never user text. */
    pattern: (value: string, from: From) => carry(kinds.pattern, value, from),
    /** A regular expression for what lies below a URL path, in double quotes. */
    below: (value: Below, from: From) => carry(kinds.below, value, from),
    /** `[::]:443 ssl`; address `*` is every IPv4 address. */
    listen: (value: Listen, from: From) => carry(kinds.listen, value, from),
  };
});

export type NginxQuoter = ReturnType<typeof quoteNginx>;

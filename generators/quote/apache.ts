/**
 * Apache httpd configuration text.
 *
 * Arguments may stand in double quotes, where `\"` and `\\` are escapes; a line that ends in
 * `\` swallows the next, comments included; `${NAME}` is replaced by a Define or by the
 * server's own environment anywhere, quoted or not
 * (https://httpd.apache.org/docs/2.4/configuring.html#syntax). So `${` is refused everywhere,
 * and user text never stands in a comment. In a Header value `%` starts a format specifier and
 * `%%` is a percent sign (https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header).
 */
import type { Emit } from "../layer.ts";
import { ABSOLUTE_PATH, type From, HEADER_NAME, HOST_NAME, IP_OR_CIDR, makeQuoter, plain, URL_PATH, wholeNumber } from "./quoter.ts";

const FREE_TEXT = /^[\x20-\x7e\u00a0-\ud7ff\ue000-\uffff]*$/;

const carriesText = (value: string): boolean => FREE_TEXT.test(value) && !value.includes("${") && !value.includes("\\");
const quoted = (value: string): string => `"${value.replaceAll('"', '\\"')}"`;
const CANNOT_TEXT = 'a "${", a "\\" or a control character in quoted text';

const kinds = {
  string: { accepts: carriesText, print: quoted, cannot: CANNOT_TEXT },
  headerValue: {
    accepts: carriesText,
    print: (value: string) => quoted(value.replaceAll("%", "%%")),
    cannot: CANNOT_TEXT,
  },
  path: { ...plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -"), print: quoted },
  url: { ...plain(URL_PATH, "a URL path with characters outside letters, digits and . _ ~ / @ + -"), print: quoted },
  host: plain(HOST_NAME, "a ServerName that is not a host name"),
  address: plain(IP_OR_CIDR, "an address that is not an IP address or network"),
  header: plain(HEADER_NAME, "a header name with characters outside an RFC 9110 token"),
  word: plain(/^[A-Za-z0-9_.:+/=,*|{}%^-]+$/, "an argument with blanks or quotes"),
};

export function quoteApache(emit: Emit) {
  const { carry, section } = makeQuoter(emit, "apache", "Apache");
  return {
    section,
    /** Free text, in double quotes. */
    string: (value: string, from: From) => carry(kinds.string, value, from),
    /** The value of a `Header set`, in double quotes. */
    headerValue: (value: string, from: From) => carry(kinds.headerValue, value, from),
    /** Absolute path, in double quotes. */
    path: (value: string, from: From) => carry(kinds.path, value, from),
    /** URL path prefix, in double quotes. */
    url: (value: string, from: From) => carry(kinds.url, value, from),
    host: (value: string, from: From) => carry(kinds.host, value, from),
    address: (value: string, from: From) => carry(kinds.address, value, from),
    header: (value: string, from: From) => carry(kinds.header, value, from),
    /** Unquoted text that our own code composed. Never user text. */
    word: (value: string, from: From) => carry(kinds.word, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
  };
}

export type ApacheQuoter = ReturnType<typeof quoteApache>;

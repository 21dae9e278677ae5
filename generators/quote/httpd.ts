/**
 * Apache httpd configuration text.
 *
 * Arguments may stand in double quotes, where `\"` and `\\` are escapes; a line that ends in
 * `\` swallows the next, comments included; `${NAME}` is replaced by a Define or by the
 * server's own environment anywhere, quoted or not
 * (https://httpd.apache.org/docs/2.4/configuring.html#syntax). So `${` is refused everywhere,
 * and user text never stands in a comment. In a Header value `%` starts a format specifier and
 * `%%` is a percent sign (https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header), and a
 * value that begins with `expr=` is evaluated; so is `%{` in other arguments
 * (https://httpd.apache.org/docs/2.4/expr.html).
 */
import { webLayer } from "../chosen.ts";
import type { Emit } from "../layer.ts";
import {
  ABSOLUTE_PATH,
  asPattern,
  type From,
  HOST_NAME,
  IP_OR_CIDR,
  makeQuoter,
  oncePerEmit,
  plain,
  URL_PATH,
  wholeNumber,
} from "./quoter.ts";

const FREE_TEXT = /^[\x20-\x7e\u00a0-\ud7ff\ue000-\uffff]*$/;

const carriesText = (value: string): boolean => FREE_TEXT.test(value) && !value.includes("${") && !value.includes("\\");
const quoted = (value: string): string => `"${value.replaceAll('"', '\\"')}"`;
const CANNOT_TEXT = 'a "${", a "\\" or a control character in quoted text';

const kinds = {
  string: { accepts: (value: string) => carriesText(value) && !value.includes("%{"), print: quoted, cannot: `${CANNOT_TEXT}, or a "%{"` },
  headerValue: {
    accepts: (value: string) => carriesText(value) && !value.startsWith("expr="),
    print: (value: string) => quoted(value.replaceAll("%", "%%")),
    cannot: `${CANNOT_TEXT}, or "expr=" at the start of a header's value`,
  },
  path: { ...plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -"), print: quoted },
  mediaType: plain(/^[a-z0-9.+/-]+(?:; charset=[a-z0-9-]+)?$/, "a media type with other characters than it can have"),
  mapFile: {
    ...plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -"),
    print: (value: string) => quoted(`txt:${value}`),
  },
  url: { ...plain(URL_PATH, "a URL path with characters outside letters, digits and . _ ~ / @ + -"), print: quoted },
  fileName: { ...plain(/^[A-Za-z0-9._@+-]+$/, "a file name with characters outside letters, digits and . _ @ + -"), print: quoted },
  pathPart: plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -"),
  urlPart: plain(URL_PATH, "a URL path with characters outside letters, digits and . _ ~ / @ + -"),
  urlPattern: { ...plain(URL_PATH, "a URL path with characters outside letters, digits and . _ ~ / @ + -"), print: asPattern },
  hostPattern: {
    ...plain(HOST_NAME, "a ServerName that is not a host name"),
    // `*` stands for one label or more, as in ServerAlias.
    print: (value: string) => asPattern(value).replace(/^[*]/, ".+"),
  },
  endpoint: {
    ...plain(/^(?:\*|_default_|[0-9a-f.:]+)$/i, "an address that is not an IP address"),
    print: (value: string) => (value.includes(":") ? `[${value}]` : value),
  },
  pattern: { ...plain(/^[^"\\\s]+$/, "a pattern with quotes, blanks or backslashes"), print: (value: string) => `"${value}"` },
  hiddenBelow: {
    accepts: ({ path, rest }: Below) => ABSOLUTE_PATH.test(path) && /^[^"\\\s#]+$/.test(rest),
    print: ({ path, rest }: Below) => `${asPattern(path)}${rest}`,
    cannot: "a path with characters outside letters, digits and . _ / @ + -",
  },
  workerUrl: {
    accepts: ({ link, socket, host }: WorkerUrl) => /^[a-z]+$/.test(link) && ABSOLUTE_PATH.test(socket) && /^[a-z0-9-]+$/.test(host),
    print: ({ link, socket, host }: WorkerUrl) => `unix:${socket}|${link === "fastcgi" ? "fcgi" : link}://${host}`,
    cannot: "a socket path with characters outside letters, digits and . _ / @ + -",
  },
  pathEnd: {
    accepts: ({ path }: PathEnd) => URL_PATH.test(path) || URL_PATH.test(`/${path}`),
    print: ({ path, exact }: PathEnd) => `${asPattern(path)}${exact ? "$" : path.endsWith("/") ? "" : "(?:/|$)"}`,
    cannot: "a URL path with characters outside letters, digits and . _ ~ / @ + -",
  },
  paths: {
    accepts: (value: readonly string[]) => value.every((path) => ABSOLUTE_PATH.test(path)),
    print: (value: readonly string[]) => value.join(":"),
    cannot: "a path with characters outside letters, digits and . _ / @ + -",
  },
  defined: { ...plain(/^[A-Z0-9_]+$/, "a Define with small letters"), print: (value: string) => `\${${value}}` },
  expression: plain(/^[^"\\]+$/, "an expression with double quotes or backslashes"),
  host: plain(HOST_NAME, "a ServerName that is not a host name"),
  address: plain(IP_OR_CIDR, "an address that is not an IP address or network"),
  // Narrower than RFC 9110's token: `#` and quotes have a meaning of their own at a word's start.
  header: plain(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "a header name with characters outside letters, digits and . _ -"),
  word: plain(/^[A-Za-z0-9_.:+/=,*|{}%^-]+$/, "an argument with blanks or quotes"),
};

/** mod_proxy's way to write it: `unix:/run/shop/app.fastcgi.sock|fcgi://app`. */
type WorkerUrl = { readonly link: string; readonly socket: string; readonly host: string };

/** A folder, and a pattern of our own for what lies below it. */
type Below = { readonly path: string; readonly rest: string };

/** What follows a URL prefix, in a regular expression: whole segments, or nothing more where exact. */
type PathEnd = { readonly path: string; readonly exact: boolean };

export const quoteHttpd = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"httpd">(emit, "web", webLayer(emit).title);
  return {
    section,
    /** Free text, in double quotes. */
    string: (value: string, from: From) => carry(kinds.string, value, from),
    /** The value of a `Header set`, in double quotes. */
    headerValue: (value: string, from: From) => carry(kinds.headerValue, value, from),
    /** Absolute path, in double quotes. */
    path: (value: string, from: From) => carry(kinds.path, value, from),
    /** A media type of our own table, inside an argument that the template quotes. */
    mediaType: (value: string, from: From) => carry(kinds.mediaType, value, from),
    /** A text file for RewriteMap, in double quotes. */
    mapFile: (value: string, from: From) => carry(kinds.mapFile, value, from),
    /** URL path prefix, in double quotes. */
    url: (value: string, from: From) => carry(kinds.url, value, from),
    /** A file's name without its folder, in double quotes. */
    fileName: (value: string, from: From) => carry(kinds.fileName, value, from),
    /** Absolute path inside an argument that the template quotes. */
    pathPart: (value: string, from: From) => carry(kinds.pathPart, value, from),
    /** URL path inside an argument that the template quotes. */
    urlPart: (value: string, from: From) => carry(kinds.urlPart, value, from),
    /** URL path inside a regular expression. */
    urlPattern: (value: string, from: From) => carry(kinds.urlPattern, value, from),
    /** Host name inside a regular expression; `*.` stands for any labels. */
    hostPattern: (value: string, from: From) => carry(kinds.hostPattern, value, from),
    /** `*` or an IP address before a port; IPv6 in brackets. */
    endpoint: (value: string, from: From) => carry(kinds.endpoint, value, from),
    /** A regular expression of our own, in double quotes. Never user text. */
    pattern: (value: string, from: From) => carry(kinds.pattern, value, from),
    /** A folder and a pattern of our own, inside a regular expression. */
    hiddenBelow: (value: Below, from: From) => carry(kinds.hiddenBelow, value, from),
    /** A proxy worker without its path, inside an argument that the template quotes. */
    workerUrl: (value: WorkerUrl, from: From) => carry(kinds.workerUrl, value, from),
    /** The rest of a URL path inside a regular expression. */
    pathEnd: (value: PathEnd, from: From) => carry(kinds.pathEnd, value, from),
    /** Absolute paths with colons between. */
    paths: (value: readonly string[], from: From) => carry(kinds.paths, value, from),
    /** What a Define of our own holds: `${NAME}`. */
    defined: (value: string, from: From) => carry(kinds.defined, value, from),
    /** An expression of our own (ap_expr) inside an argument that the template quotes. Never user text. */
    expression: (value: string, from: From) => carry(kinds.expression, value, from),
    host: (value: string, from: From) => carry(kinds.host, value, from),
    address: (value: string, from: From) => carry(kinds.address, value, from),
    header: (value: string, from: From) => carry(kinds.header, value, from),
    /** Unquoted text that our own code composed. Never user text. */
    word: (value: string, from: From) => carry(kinds.word, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
  };
});

export type HttpdQuoter = ReturnType<typeof quoteHttpd>;

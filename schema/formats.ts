/**
 * What the definitions of the schema are, in words: what a person is told who wrote something else.
 * A row for each definition that has a pattern or a limit of its own.
 */
import type { Code } from "./codes.generated.ts";
import { hintHost, hintModule, hintPath, hintSize, hintTime, hintUrlPath } from "./hints.ts";

export type Format = {
  readonly code: Code;
  /** `"x" is not ...` */
  readonly noun: string;
  readonly help: string | ((value: string) => string);
};

const TEXT: Format = {
  code: "bad-text",
  noun: "one line of printable text",
  help: "write it on one line, without control characters, in at most 4096 characters",
};
const FOLDER = "letters, digits and . _ / @ + - can stand in a path, and no ..";

const FORMATS: Readonly<Record<string, Format>> = {
  Size: { code: "bad-size", noun: "a size", help: hintSize },
  Time: { code: "bad-time", noun: "a length of time", help: hintTime },
  TimeFromZero: { code: "bad-time", noun: "a length of time", help: hintTime },
  Rate: { code: "bad-rate", noun: "a rate", help: "a rate is a number of requests per s, m or h: 5/s, 100/m" },
  Name: {
    code: "bad-name",
    noun: "a name",
    help: "a name has lower case letters, digits and hyphens, a letter first, 31 characters at most",
  },
  Host: { code: "bad-host", noun: "a host name", help: hintHost },
  HostPattern: { code: "bad-host", noun: "a host name", help: hintHost },
  UrlPath: { code: "bad-url-path", noun: "a URL path", help: hintUrlPath },
  Folder: { code: "bad-path", noun: "a path of a folder", help: hintPath },
  File: { code: "bad-path", noun: "a path of a file", help: hintPath },
  AbsoluteFile: { code: "bad-path", noun: "an absolute path of a file", help: `begin with /; ${FOLDER}` },
  AbsoluteFolder: { code: "bad-path", noun: "an absolute path of a folder", help: `begin with /; ${FOLDER}` },
  Module: { code: "bad-module", noun: "a module and callable", help: hintModule },
  DottedName: { code: "bad-module", noun: "a module", help: "write the module by dots: shop.settings" },
  Callable: { code: "bad-module", noun: "a module and callable", help: "write package.module:callable" },
  ModuleNoFactory: {
    code: "bad-module",
    noun: "a callable; django has no factories",
    help: "write the callable itself: shop.wsgi:application",
  },
  EnvName: {
    code: "bad-env-name",
    noun: "an environment variable of the app",
    help: "names have upper case letters, digits and underscores; those that change how programs are loaded (PATH, LD_*, PYTHONPATH, ...) are refused",
  },
  Text: TEXT,
  Realm: { ...TEXT, help: "write it on one line, in 1 to 80 characters" },
  Email: { code: "bad-email", noun: "a mail address", help: "write name@example.com" },
  HeaderName: { code: "bad-header", noun: "a name of a header", help: "names of headers have letters, digits and hyphens" },
  HeaderValue: {
    code: "bad-header",
    noun: "a value of a header",
    help: "values have 1 to 4096 printable ASCII characters, no blanks at the ends",
  },
  MimeType: { code: "bad-media-type", noun: "a media type", help: "write type/subtype: text/css" },
  Cidr: { code: "bad-address", noun: "an address or network", help: "write an IPv4 or IPv6 address, or a network: 10.0.0.0/8" },
  Address: { code: "bad-address", noun: "an address", help: 'write an IPv4 or IPv6 address, or "*"' },
  Version: { code: "bad-version", noun: "a version", help: 'write two or three numbers in quotes: "1.26"' },
  StatusPattern: { code: "bad-status", noun: "a status code", help: "write 400 to 599, 4xx or 5xx" },
  CommandLine: {
    code: "bad-command",
    noun: "a command",
    help: "no shell runs it: for quotes, blanks in a word or shell characters write a list, [program, argument, ...]",
  },
  Program: { code: "bad-command", noun: "a program", help: "the first word is a program: its name or its path" },
  Calendar: {
    code: "bad-calendar",
    noun: "a calendar time",
    help: 'write hourly, daily, weekly, monthly, "03:30", or an expression like Mon..Fri 08:00',
  },
};

/** Short forms: what their text is. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  SizeOrFalse: "Size",
  TimeOrFalse: "Time",
  RateRuleOrRate: "Rate",
  CacheRuleOrTime: "Time",
  StaticOrFolder: "Folder",
  MediaOrFolder: "Folder",
  Command: "CommandLine",
  ProcessOrCommand: "CommandLine",
  EnvValue: "Text",
};

export function formatOf(definition: string): Format {
  return FORMATS[SHORT_FORMS[definition] ?? definition] ?? TEXT;
}

/** What a definition wants, for values of the wrong type. */
export const WANTED: Readonly<Record<string, string>> = {
  Size: "a size",
  Time: "a length of time",
  TimeFromZero: "a length of time",
  Rate: "a rate",
  Version: "a version in quotes",
  PortOrFalse: "a port or false",
  CountOrFalse: "a number or false",
  SizeOrFalse: "a size or false",
  TimeOrFalse: "a length of time or false",
  Workers: "a number or auto",
  Threads: "a number or auto",
  Command: "a command",
  EnvValue: "text, a number, true or false",
  RateRuleOrRate: "a rate or a map",
  CacheRuleOrTime: "a length of time or a map",
  StaticOrFolder: "a folder or a map",
  MediaOrFolder: "a folder or a map",
  ProcessOrCommand: "a command or a map",
  TargetOrKind: "host or a map",
};

export const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  object: "a map",
  array: "a list",
  integer: "a whole number",
  number: "a number",
  null: "empty",
};

/**
 * What the definitions of the schema are, in words: what a person is told who wrote something else.
 * A row for each definition that has a pattern or a limit of its own.
 */
import type { Code } from "./codes.generated.ts";
import {
  hintAddress,
  hintCalendar,
  hintCommand,
  hintHost,
  hintModule,
  hintPath,
  hintRate,
  hintSize,
  hintTime,
  hintUrlPath,
} from "./hints.ts";
import { LAYERS, WITH_FACTORIES } from "./layers.generated.ts";
import { listOf } from "./list-of.ts";
import type { Path } from "./path.ts";
import { exampleOf } from "./said-of-layers.ts";

/** What cures it: a sentence, or one that looks at what was written. */
type Help = string | ((value: string, path: Path) => string);

/** `noun` completes `"x" is not ...`. */
type Row = readonly [code: Code, noun: string, help: Help];

export type Format = { readonly code: Code; readonly noun: string; readonly help: Help };

const PLAIN = LAYERS.framework.filter((name) => !WITH_FACTORIES.includes(name));
const LINE = "write it on one line, without control characters, in at most 4096 characters";
const ABSOLUTE = "begin with /; letters, digits and . _ / @ + - can stand in a path, and no ..";
const NAME = "a name has lower case letters, digits and hyphens, a letter first, 31 characters at most";
const ENV_NAME =
  "names have letters, digits and underscores; those that change how programs are loaded (PATH, LD_*, PYTHONPATH, ...) are refused";

const TEXT: Row = ["bad-text", "one line of printable text", LINE];

const FORMATS: Readonly<Record<string, Row>> = {
  Size: ["bad-size", "a size", hintSize],
  Time: ["bad-time", "a length of time", hintTime],
  TimeFromZero: ["bad-time", "a length of time", hintTime],
  Rate: ["bad-rate", "a rate", hintRate],
  Name: ["bad-name", "a name", NAME],
  Host: ["bad-host", "a host name", hintHost],
  HostPattern: ["bad-host", "a host name", hintHost],
  UrlPath: ["bad-url-path", "a URL path", hintUrlPath],
  Folder: ["bad-path", "a path of a folder", hintPath],
  File: ["bad-path", "a path of a file", hintPath],
  AbsoluteFile: ["bad-path", "an absolute path of a file", ABSOLUTE],
  AbsoluteFolder: ["bad-path", "an absolute path of a folder", ABSOLUTE],
  Module: ["bad-module", "a module and callable", hintModule],
  DottedName: ["bad-module", "a module", "write the module by dots: shop.settings"],
  Callable: ["bad-module", "a module and callable", "write package.module:callable"],
  ModuleNoFactory: [
    "bad-module",
    `a callable; ${listOf(PLAIN)} has no factories`,
    `write the callable itself: ${exampleOf("framework", PLAIN[0] ?? "")}`,
  ],
  EnvName: ["bad-env-name", "an environment variable of the app", ENV_NAME],
  Text: TEXT,
  Realm: ["bad-text", "one line of printable text", "write it on one line, in 1 to 80 characters"],
  Email: ["bad-email", "a mail address", "write name@example.com"],
  HeaderName: ["bad-header", "a name of a header", "names of headers have letters, digits and hyphens"],
  HeaderValue: ["bad-header", "a value of a header", "values have 1 to 4096 printable ASCII characters, no blanks at the ends"],
  MimeType: ["bad-media-type", "a media type", "write type/subtype: text/css"],
  Cidr: ["bad-address", "an address or network", hintAddress],
  Address: ["bad-address", "an address", 'write an IPv4 or IPv6 address, or "*"; no link-local one (fe80::), which needs an interface'],
  Version: ["bad-version", "a version", 'write two or three numbers in quotes: "1.26"'],
  StatusPattern: ["bad-status", "a status code", "write 400 to 599, 4xx or 5xx"],
  CommandLine: ["bad-command", "a command", hintCommand],
  Program: ["bad-command", "a program", "the first word is a program: its name or its path"],
  Calendar: ["bad-calendar", "a calendar time", hintCalendar],
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
  const [code, noun, help] = FORMATS[SHORT_FORMS[definition] ?? definition] ?? TEXT;
  return { code, noun, help };
}

/** What a definition wants, for values of the wrong type, where its noun does not say it. */
export const WANTED: Readonly<Record<string, string>> = {
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

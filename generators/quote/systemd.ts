/**
 * systemd unit files.
 *
 * `%` starts a specifier in most values and `%%` is a percent sign; in Exec lines `$` starts a
 * variable and `$$` is a dollar sign, and words may stand in double quotes with C escapes
 * (systemd.unit(5), systemd.service(5) "COMMAND LINES", systemd.syntax(7) "QUOTING"). A value ends at
 * its line, so control characters are refused.
 */
import type { Emit } from "../layer.ts";
import { ABSOLUTE_PATH, type From, KEYWORD, makeQuoter, oncePerEmit, plain, wholeNumber } from "./quoter.ts";

const FREE_TEXT = /^[\x20-\x7e\u00a0-\ud7ff\ue000-\uffff]*$/;
const CANNOT = "a control character";

const escapeQuoted = (value: string): string => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%");

/** Words that need no quotes. `@-:+!` mean something only before the program, which is printed by `path`. */
const BARE = /^[A-Za-z0-9_/.=,-][A-Za-z0-9_/.:=,@+-]*$/;

const kinds = {
  word: {
    accepts: (value: string) => FREE_TEXT.test(value),
    print: (value: string) => (BARE.test(value) ? value : `"${escapeQuoted(value).replaceAll("$", "$$$$")}"`),
    cannot: CANNOT,
  },
  assignment: {
    accepts: (value: string) => FREE_TEXT.test(value) && /^[A-Za-z_]\w*=/.test(value),
    print: (value: string) => `"${escapeQuoted(value)}"`,
    cannot: CANNOT,
  },
  path: { ...plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -") },
  keyword: plain(KEYWORD, "a keyword with punctuation"),
  unit: plain(/^[A-Za-z0-9][A-Za-z0-9_.@-]*$/, "a unit name with other characters than letters, digits and _ . @ -"),
  text: plain(/^[A-Za-z0-9 _.,:()/@-]+$/, "a description with punctuation"),
  address: plain(/^[A-Za-z0-9_/.:[\]-]+$/, "a listening address with blanks"),
  calendar: plain(/^[A-Za-z0-9*:.,/~ -]+$/, "a calendar expression with other characters than systemd.time(7) knows"),
};

export const quoteSystemd = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"systemd">(emit, "target", "a systemd unit");
  return {
    section,
    /** One word of an Exec line. */
    word: (value: string, from: From) => carry(kinds.word, value, from),
    /** `Environment="NAME=value"`, quotes included. */
    assignment: (name: string, value: string, from: From) => carry(kinds.assignment, `${name}=${value}`, from),
    path: (value: string, from: From) => carry(kinds.path, value, from),
    /** A user or signal name. */
    keyword: (value: string, from: From) => carry(kinds.keyword, value, from),
    /** A unit's file name. */
    unit: (value: string, from: From) => carry(kinds.unit, value, from),
    /** Words of our own for a Description=. Never user text. */
    text: (value: string, from: From) => carry(kinds.text, value, from),
    /** `ListenStream=`: a path, a port or `[::]:80`. */
    address: (value: string, from: From) => carry(kinds.address, value, from),
    calendar: (value: string, from: From) => carry(kinds.calendar, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
  };
});

export type SystemdQuoter = ReturnType<typeof quoteSystemd>;

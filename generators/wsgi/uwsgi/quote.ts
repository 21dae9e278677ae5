/**
 * uWSGI ini values.
 *
 * There is no quoting at all. In any value `@(file)` reads a file and `@(exec://cmd)` runs a
 * command, `$(NAME)` reads the environment, `%x` is a magic variable
 * (https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html, section "Magic variables" and
 * "Placeholders"). So a value is a whitelist, and anything else is refused.
 */
import type { Emit } from "../../layer.ts";
import { ABSOLUTE_PATH, type From, makeQuoter, oncePerEmit, plain, wholeNumber } from "../../quote/quoter.ts";

const kinds = {
  path: plain(ABSOLUTE_PATH, "a path with characters outside letters, digits and . _ / @ + -"),
  word: plain(
    /^[A-Za-z0-9_.:/=,+-]+$/,
    'a value with characters outside letters, digits and _ . : / = , + - ("@(", "$(" and "%" are commands to uWSGI)',
  ),
  /** One line of text with blanks. */
  text: plain(
    /^[A-Za-z0-9_.:/=,+ -]*$/,
    'text with characters outside letters, digits, blanks and _ . : / = , + - ("@(", "$(" and "%" are commands to uWSGI)',
  ),
};

export const quoteIni = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"ini">(emit, "wsgi", "uWSGI's ini file");
  return {
    section,
    path: (value: string, from: From) => carry(kinds.path, value, from),
    word: (value: string, from: From) => carry(kinds.word, value, from),
    text: (value: string, from: From) => carry(kinds.text, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
  };
});

export type IniQuoter = ReturnType<typeof quoteIni>;

/**
 * POSIX shell words: everything in single quotes, where nothing is special but the quote itself
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html, 2.2.2).
 */
import type { Emit } from "../layer.ts";
import { type From, makeQuoter, oncePerEmit, wholeNumber } from "./quoter.ts";

const kinds = {
  word: {
    accepts: (value: string) => !/[\0\r\n]/.test(value),
    print: (value: string) => (/^[A-Za-z0-9_/.:=,@+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`),
    cannot: "a line break or NUL in a word",
  },
};

export const quoteShell = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"shell">(emit, "target", "a shell script");
  return {
    section,
    word: (value: string, from: From) => carry(kinds.word, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
  };
});

export type ShellQuoter = ReturnType<typeof quoteShell>;

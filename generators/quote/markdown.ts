/**
 * Markdown for RUNBOOK.md: user text stands in code spans only, where nothing but the backtick
 * is special (https://spec.commonmark.org/0.31.2/#code-spans).
 */
import type { Emit } from "../layer.ts";
import { type From, makeQuoter, oncePerEmit, wholeNumber } from "./quoter.ts";

const kinds = {
  code: {
    accepts: (value: string) => /^[\x20-\x7e\u00a0-\ud7ff\ue000-\uffff]*$/.test(value) && !value.includes("`"),
    print: (value: string) => value,
    cannot: "a backtick or control character in a code span",
  },
};

export const quoteMarkdown = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"markdown">(emit, "target", "RUNBOOK.md");
  return {
    section,
    /** Text for a code span or block; the template writes the backticks. */
    code: (value: string, from: From) => carry(kinds.code, value, from),
    number: (value: number, from: From) => carry(wholeNumber, value, from),
  };
});

export type MarkdownQuoter = ReturnType<typeof quoteMarkdown>;

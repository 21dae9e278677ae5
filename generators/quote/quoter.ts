/**
 * What every syntax's quoter is made of: a kind of value is a pattern of what the syntax can
 * carry and a way to print it. What the pattern refuses is a diagnostic at its place in
 * stack.yaml; the output never changes shape, because nothing is printed for it.
 */
import type { Speaker } from "../../schema/diagnostic.ts";
import type { Emit } from "../layer.ts";
import type { Origin } from "../render/origin.ts";
import { originFrom } from "../render/origin-from.ts";
import { makeSection, makeText, type Text } from "../render/text.ts";
import type { RuleId } from "../rules.ts";

/** Path text in stack.yaml, or the rule that decides the value. */
export type From = string | { readonly rule: RuleId };

export type Kind<V> = {
  /** What this syntax can carry here. */
  accepts(value: V): boolean;
  print(value: V): string;
  /** Completes "nginx cannot carry ...": `a "$" or a line break in quoted text`. */
  readonly cannot: string;
};

export type Quoter<S extends string> = {
  carry<V>(kind: Kind<V>, value: V, from: From): Text<S>;
  /** An empty leaf: its line and the literal lines below it come from here. */
  section(from: From): Text<S>;
};

/** `layer`: who speaks of what cannot be carried. */
export function makeQuoter<S extends string>(emit: Emit, layer: Speaker, titled: string): Quoter<S> {
  const origin = (from: From): Origin => originFrom(emit.plan.written, from);
  return {
    section: (from) => makeSection<S>(origin(from)),
    carry: (kind, value, from) => {
      if (kind.accepts(value)) return makeText<S>(kind.print(value), origin(from));
      emit.report({
        code: "cannot-carry",
        layer,
        at: typeof from === "string" ? from : "",
        message: `${titled} cannot carry ${kind.cannot}: ${JSON.stringify(value)}`,
        help: "use a value without these characters; there is no safe way to write them in this file",
      });
      return makeText<S>("", origin(from));
    },
  };
}

/** One quoter for each compilation: thousands of apps share it. */
export function oncePerEmit<T>(make: (emit: Emit) => T): (emit: Emit) => T {
  const made = new WeakMap<Emit, T>();
  return (emit) => {
    const known = made.get(emit) ?? make(emit);
    made.set(emit, known);
    return known;
  };
}

/** A kind for text that is printed as it is when `pattern` matches it whole. */
export function plain(pattern: RegExp, cannot: string): Kind<string> {
  return { accepts: (value) => pattern.test(value), print: (value) => value, cannot };
}

/** A non-negative whole number: a size in bytes, a time in seconds, a count, a port. */
export const wholeNumber: Kind<number> = {
  accepts: (value) => Number.isSafeInteger(value) && value >= 0,
  print: String,
  cannot: "a number that is not a whole one",
};

/** Absolute path; no `..`, so that no folder above can be meant. */
export const ABSOLUTE_PATH = /^(?!.*(?:^|\/)\.\.(?:\/|$))\/[A-Za-z0-9._/@+-]*$/;

/** A URL path prefix as the language defines it. */
export const URL_PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))(?!.*\/\/)\/[A-Za-z0-9._~/@+-]*$/;

/** What such a path can hold, for a regular expression; classes need no backslash. */
export const asPattern = (path: string): string => path.replace(/[.+]/g, "[$&]");

export const HOST_NAME = /^(?:\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

export const IP_OR_CIDR = /^[0-9a-f.:]+(?:\/\d{1,3})?$/i;

/** A keyword that our own code chose: log level, method, cipher list. */
export const KEYWORD = /^[A-Za-z0-9_.:+/-]+$/;

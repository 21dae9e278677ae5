/**
 * Branded text: the only thing a template may print. A `Text<"nginx">` is made by
 * quote/nginx.ts and by nothing else, so a raw string in a view does not compile and nobody
 * can forget to escape.
 *
 * Printed by a template, a leaf marks itself with its origin; `render` counts lines by these
 * marks and strips them. The marks are control characters, which no quoter lets through.
 */
import type { Origin } from "./origin.ts";

export type Syntax = "nginx" | "apache" | "shell" | "python" | "systemd" | "ini" | "markdown";

declare const brand: unique symbol;

export type Text<S extends Syntax> = {
  readonly [brand]: S;
  readonly text: string;
  readonly origin: Origin;
  toString(): string;
};

export const MARK_LEAF = "\u0001";
export const MARK_SECTION = "\u0002";
export const MARK_END = "\u0003";

/** For quote/*.ts alone (a test holds this): text that is already safe in its syntax. */
export function makeText<S extends Syntax>(text: string, origin: Origin): Text<S> {
  return make(text, origin, MARK_LEAF);
}

/** An empty leaf: its line and the literal lines after it come from `origin`. Printed as `{{from.x}}`. */
export function makeSection<S extends Syntax>(origin: Origin): Text<S> {
  return make("", origin, MARK_SECTION);
}

function make<S extends Syntax>(text: string, origin: Origin, mark: string): Text<S> {
  const leaf = { text, origin, toString: () => (collecting === null ? text : `${mark}${collecting.push(origin) - 1}${MARK_END}${text}`) };
  return Object.freeze(leaf) as unknown as Text<S>;
}

/** The origins of the leaves that the page in print has met; a mark holds the index of one. */
let collecting: Origin[] | null = null;

export type Marked = { readonly text: string; readonly origins: readonly Origin[] };

/** Prints a page with marks; outside of it a leaf prints its text alone. */
export function printMarked(print: () => string): Marked {
  const origins: Origin[] = [];
  collecting = origins;
  try {
    return { text: print(), origins };
  } finally {
    collecting = null;
  }
}

/** What a template of syntax S may be given: branded leaves, booleans for `#if`, lists and groups. */
export type View<S extends Syntax> = {
  readonly [key: string]: Text<S> | boolean | null | View<S> | readonly (View<S> | Text<S>)[];
};

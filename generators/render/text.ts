/**
 * Branded text: the only thing a template may print. A `Text<"shell">` is made by
 * quote/shell.ts and by nothing else, so a raw string in a view does not compile and nobody
 * can forget to escape.
 *
 * A leaf carries its origin; `render` notes it for the line that the leaf is printed on.
 */
import type { Origin } from "./origin.ts";

declare const brand: unique symbol;

export type Text<S extends string> = {
  readonly [brand]: S;
  readonly text: string;
  readonly origin: Origin;
  /** It says where the literal lines after it come from. */
  readonly isSection: boolean;
};

/** For quote/*.ts alone (a test holds this): text that is already safe in its syntax. */
export function makeText<S extends string>(text: string, origin: Origin): Text<S> {
  return make(text, origin, false);
}

/** An empty leaf: its line and the literal lines after it come from `origin`. Printed as `{{from.x}}`. */
export function makeSection<S extends string>(origin: Origin): Text<S> {
  return make("", origin, true);
}

function make<S extends string>(text: string, origin: Origin, isSection: boolean): Text<S> {
  return { text, origin, isSection } as Text<S>;
}

/** What a template of syntax S may be given: branded leaves, booleans for `#if`, lists and groups. */
export type View<S extends string> = {
  readonly [key: string]: Text<S> | boolean | null | View<S> | readonly (View<S> | Text<S>)[];
};

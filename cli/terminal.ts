/**
 * Where words and data go: words to stderr, data to stdout. Every command writes through this,
 * so a test can listen, and nothing from a user's file reaches the terminal raw.
 */
import { Ansis } from "ansis";

export type Paint = {
  readonly bold: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly frame: (text: string) => string;
  readonly help: (text: string) => string;
};

export type Terminal = {
  /** Data: what a pipe is meant to get. */
  readonly data: (text: string) => void;
  /** Words for a person. */
  readonly words: (text: string) => void;
  /** For words alone: data is never coloured. */
  readonly paint: Paint;
  /** Whether a person is there to answer. */
  readonly interactive: boolean;
};

export function openTerminal(): Terminal {
  return {
    data: (text) => void process.stdout.write(text),
    words: (text) => void process.stderr.write(text),
    paint: makePaint(wantsColour(process.env, process.stderr.isTTY === true)),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  };
}

/** https://no-color.org and https://force-color.org: set and not empty; FORCE_COLOR=0 says no. */
export function wantsColour(environ: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environ;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTerminal && TERM !== "dumb";
}

export function makePaint(colour: boolean): Paint {
  const ansis = new Ansis(colour ? 1 : 0);
  return {
    bold: ansis.bold,
    error: ansis.bold.red,
    warning: ansis.bold.yellow,
    info: ansis.bold.cyan,
    frame: ansis.blue,
    help: ansis.bold.green,
  };
}

/** A terminal for tests: keeps what was said. */
import { makePaint, type Terminal } from "./terminal.ts";

export type Heard = { readonly terminal: Terminal; readonly data: () => string; readonly words: () => string };

export function listen(): Heard {
  const [data, words]: [string[], string[]] = [[], []];
  return {
    terminal: { data: (text) => void data.push(text), words: (text) => void words.push(text), paint: makePaint(false), interactive: false },
    data: () => data.join(""),
    words: () => words.join(""),
  };
}

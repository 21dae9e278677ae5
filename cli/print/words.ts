/** One-line words to a person that are not about a place in a stack.yaml. */
import { type Exit, USAGE } from "../exit.ts";
import type { Terminal } from "../terminal.ts";
import { printable } from "./printable.ts";

/** Says each fault, then gives the exit code of a wrong call. */
export function refuse(terminal: Terminal, faults: readonly string[]): Exit {
  for (const fault of faults) terminal.words(`${terminal.paint.error("error")}${terminal.paint.bold(`: ${printable(fault)}`)}\n`);
  return USAGE;
}

export function advise(terminal: Terminal, advice: string): void {
  terminal.words(`${terminal.paint.help("help")}: ${printable(advice)}\n`);
}

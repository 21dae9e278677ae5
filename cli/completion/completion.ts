/** `stackc completion SHELL`: made from the command table, so it never lags behind. */
import { codes } from "../../schema/codes.generated.ts";
import { printBash } from "./bash.ts";
import { printFish } from "./fish.ts";
import { type CommandClass, wordsOf } from "./words.ts";
import { printZsh } from "./zsh.ts";

const PRINTERS = { bash: printBash, zsh: printZsh, fish: printFish } as const;

export function printCompletion(shell: string, commands: Readonly<Record<string, CommandClass>>): string {
  const words = wordsOf(commands, Object.keys(codes));
  const [, print] = Object.entries(PRINTERS).find(([name]) => name === shell) ?? [null, printBash];
  return print(words);
}

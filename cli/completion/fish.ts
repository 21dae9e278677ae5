/** Completion for fish (complete(1)). */
import type { Flag, Word } from "./words.ts";

export function printFish(words: readonly Word[]): string {
  return `# stackc completion for fish: stackc completion fish > ~/.config/fish/completions/stackc.fish
complete -c stackc -f
${words.map(printWord).join("")}`;
}

function printWord(word: Word): string {
  const lines = [
    `complete -c stackc -n __fish_use_subcommand -a ${word.name} -d ${quote(word.summary)}`,
    ...word.flags.map((flag) => `complete -c stackc -n '__fish_seen_subcommand_from ${word.name}' ${flagWords(flag)}`),
    ...argumentLines(word),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function flagWords({ name, char, takes, options, summary }: Flag): string {
  const parts = [`-l ${name}`, ...(char === null ? [] : [`-s ${char}`]), `-d ${quote(summary)}`];
  if (takes !== "nothing") parts.push(options.length > 0 ? `-x -a ${quote(options.join(" "))}` : takes === "text" ? "-x" : "-r -F");
  return parts.join(" ");
}

function argumentLines({ name, arguments: args }: Word): string[] {
  const condition = `complete -c stackc -n '__fish_seen_subcommand_from ${name}'`;
  if (typeof args === "string") return [`${condition} -F`];
  return args.length === 0 ? [] : [`${condition} -a ${quote(args.join(" "))}`];
}

function quote(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}

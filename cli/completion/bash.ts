/** Completion for bash (bash(1), "Programmable Completion"); needs nothing but bash itself. */
import type { Flag, Word } from "./words.ts";

const STACK_FILES = `mapfile -t COMPREPLY < <(for glob in yaml yml; do compgen -f -X "!*.$glob" -- "$current"; done; compgen -d -- "$current")
        compopt -o filenames 2>/dev/null`;

export function printBash(words: readonly Word[]): string {
  return `# stackc completion for bash: stackc completion bash > ~/.local/share/bash-completion/completions/stackc
_stackc() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W ${quote([...words.map(({ name }) => name), "--help", "--version"])} -- "$current")
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${words.flatMap((word) => word.flags.flatMap((flag) => valueCase(word, flag))).join("")}  esac
  case "\${COMP_WORDS[1]}" in
${words.map(wordCase).join("")}  esac
}
complete -F _stackc stackc
`;
}

function valueCase({ name }: Word, flag: Flag): string[] {
  if (flag.takes === "nothing") return [];
  const spellings = [`--${flag.name}`, ...(flag.char === null ? [] : [`-${flag.char}`])];
  return [`    ${spellings.map((spelling) => `"${name} ${spelling}"`).join(" | ")})\n      ${valuesOf(flag)}\n      return ;;\n`];
}

function valuesOf({ takes, options }: Flag): string {
  if (options.length > 0) return reply(`-W ${quote(options)}`);
  return takes === "folder" ? reply("-d") : takes === "file" ? reply("-f") : ":";
}

function wordCase(word: Word): string {
  return `    ${word.name})
      if [[ $current == -* ]]; then
        ${reply(`-W ${quote(word.flags.map(({ name }) => `--${name}`))}`)}
      else
        ${argumentsOf(word)}
      fi ;;
`;
}

function argumentsOf({ arguments: args }: Word): string {
  if (args === "stack files") return STACK_FILES;
  if (args === "folders") return reply("-d");
  return args === "files" ? reply("-f") : reply(`-W ${quote(args)}`);
}

function reply(compgen: string): string {
  return `mapfile -t COMPREPLY < <(compgen ${compgen} -- "$current")`;
}

/** Words of the table are plain: letters, digits and dashes. */
function quote(words: readonly string[]): string {
  return `'${words.join(" ")}'`;
}

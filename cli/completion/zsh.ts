/** Completion for zsh (zshcompsys(1), `_arguments`). */
import type { Flag, Word } from "./words.ts";

export function printZsh(words: readonly Word[]): string {
  return `#compdef stackc
# stackc completion for zsh: stackc completion zsh > ~/.zfunc/_stackc, with fpath+=~/.zfunc before compinit
_stackc() {
  local -a commands
  commands=(
${words.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}\n`).join("")}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${words.map(printWord).join("")}  esac
}
if [ "$funcstack[1]" = "_stackc" ]; then _stackc "$@"; else compdef _stackc stackc; fi
`;
}

function printWord(word: Word): string {
  const specs = [...word.flags.flatMap(flagSpecs), argumentSpec(word)].filter((spec) => spec !== "");
  return `    ${word.name})\n      _arguments \\\n${specs.map((spec) => `        ${quote(spec)}`).join(" \\\n")} ;;\n`;
}

function flagSpecs(flag: Flag): string[] {
  const tail = `[${flag.summary.replace(/[[\]:\\]/g, "\\$&")}]${valueSpec(flag)}`;
  return [`--${flag.name}`, ...(flag.char === null ? [] : [`-${flag.char}`])].map((spelling) => `${spelling}${tail}`);
}

function valueSpec({ name, takes, options }: Flag): string {
  if (takes === "nothing") return "";
  if (options.length > 0) return `:${name}:(${options.join(" ")})`;
  return takes === "folder" ? `:${name}:_files -/` : takes === "file" ? `:${name}:_files` : `:${name}: `;
}

function argumentSpec({ arguments: args }: Word): string {
  if (args === "stack files") return '*:file:_files -g "*.y(a|)ml"';
  if (args === "folders") return "1:folder:_files -/";
  if (args === "files") return "*:file:_files";
  return args.length === 0 ? "" : `1:word:(${args.join(" ")})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

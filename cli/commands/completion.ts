import { Args, Command } from "@oclif/core";
import { openTerminal } from "../terminal.ts";

export class Completion extends Command {
  static override summary = "Print a completion script for a shell.";
  static override examples = [
    "<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/stackc",
    "<%= config.bin %> completion zsh > ~/.zfunc/_stackc",
    "<%= config.bin %> completion fish > ~/.config/fish/completions/stackc.fish",
  ];
  static override args = {
    shell: Args.string({ required: true, options: ["bash", "zsh", "fish"], description: "The shell." }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const [{ printCompletion }, { commands }] = await Promise.all([import("../completion/completion.ts"), import("./table.ts")]);
    openTerminal().data(printCompletion(args.shell, commands));
  }
}

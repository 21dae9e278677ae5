import { Args, Command, Flags } from "@oclif/core";
import { USUAL } from "../../schema/layers.generated.ts";
import { openTerminal } from "../terminal.ts";

export class Explain extends Command {
  static override summary = "Explain a code, where a generated line comes from, or what comes of a line of stack.yaml.";
  static override examples = [
    "<%= config.bin %> explain unknown-key",
    `<%= config.bin %> explain build/shop/web/${USUAL.web}/site.conf:42`,
    "<%= config.bin %> explain stack.yaml:11",
  ];
  static override args = {
    subject: Args.string({
      required: true,
      name: "CODE|PATH:LINE",
      description: "A code, or a line of a generated file or of a stack file.",
    }),
  };
  static override flags = {
    stack: Flags.string({
      helpValue: "FILE",
      summary: "The stack file to show lines of (default: the one nearby with the artifact's name).",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { explain } = await import("../explain/explain.ts");
    process.exitCode = explain(args.subject, flags.stack ?? null, openTerminal());
  }
}

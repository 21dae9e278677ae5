import { Command, Flags } from "@oclif/core";
import { FORMATS } from "../formats.ts";
import { openTerminal } from "../terminal.ts";

export class Check extends Command {
  static override summary = "Find faults in stack files; write nothing.";
  static override description = "Compiles each FILE, alone and with each of its environments. Exits 1 when there is an error.";
  static override usage = "check [FILE...] [--output-format text|json|github|sarif]";
  static override strict = false;
  static override flags = {
    "output-format": Flags.option({ options: FORMATS, default: "text" as const, summary: "text goes to stderr, the others to stdout." })(),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Check);
    const { check } = await import("../check/check.ts");
    process.exitCode = check({ files: argv.map(String), format: flags["output-format"] }, openTerminal());
  }
}

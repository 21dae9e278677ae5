import { Command, Flags } from "@oclif/core";
import { openTerminal } from "../terminal.ts";

export class Generate extends Command {
  static override summary = "Compile stack files into artifacts.";
  static override description =
    "Writes the artifact of each FILE (default: the stack.yaml, stackc.yaml or *.stackc.yaml of this folder). Says nothing when all is well.";
  static override usage = "generate [FILE...] [--out DIR] [--env NAME] [--archive] [--check] [--diff] [--force]";
  static override strict = false;
  static override flags = {
    out: Flags.string({ char: "o", helpValue: "DIR", summary: "Folder of the artifact, or of several (default: build/NAME)." }),
    env: Flags.string({ char: "e", helpValue: "NAME", summary: "Merge an entry of `environments`." }),
    archive: Flags.boolean({ summary: "Also make NAME-HASH.tar.gz beside the folder, and print its path." }),
    check: Flags.boolean({ summary: "Write nothing; list what differs and exit 1 when anything does." }),
    diff: Flags.boolean({ summary: "Write nothing; print what would change as a unified diff." }),
    force: Flags.boolean({ summary: "Overwrite generated files that were changed by hand." }),
    local: Flags.string({
      helpValue: "PREFIX",
      summary: "For an ordinary user: everything below PREFIX (default folder: PREFIX/release).",
    }),
    "http-port": Flags.integer({ min: 1, max: 65535, default: 8080, helpValue: "N", summary: "With --local: port for http." }),
    "https-port": Flags.integer({ min: 1, max: 65535, default: 8443, helpValue: "N", summary: "With --local: port for https." }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Generate);
    const { generate } = await import("../generate/generate.ts");
    const local = flags.local === undefined ? null : { prefix: flags.local, httpPort: flags["http-port"], httpsPort: flags["https-port"] };
    const { archive, check, diff, force } = flags;
    const input = { files: argv.map(String), out: flags.out ?? null, environment: flags.env ?? null, archive, check, diff, force, local };
    process.exitCode = generate(input, openTerminal());
  }
}

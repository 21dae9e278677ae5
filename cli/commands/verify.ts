import { Args, Command, Flags } from "@oclif/core";
import { REPORT_FORMATS } from "../formats.ts";
import { openTerminal } from "../terminal.ts";

export class Verify extends Command {
  static override summary = "Hold a site against what its stack promises.";
  static override description =
    "Boots the stack of FILE (default: the folder's stack file) in a scratch folder with its own app, sends it requests that its layers could get wrong, and reports each. With --url a site in service is asked those that are harmless there. Exits 1 when one fails.";
  static override args = { file: Args.string({ name: "FILE", description: "A stack file, or the project's folder." }) };
  static override flags = {
    env: Flags.string({ char: "e", helpValue: "NAME", summary: "Merge an entry of `environments`." }),
    "env-file": Flags.string({
      helpValue: "FILE",
      summary: "Variables for the app, in place of .env and what the framework reads beside it.",
    }),
    state: Flags.string({ helpValue: "DIR", summary: "STATE_DIRECTORY of the app, such as one that has its database (default: empty)." }),
    url: Flags.string({ helpValue: "URL", summary: "Ask this site, which is in service, instead." }),
    probes: Flags.string({ helpValue: "FILE", summary: "With --url: the probes.json of the artifact that serves there." }),
    insecure: Flags.boolean({ summary: "With --url: do not ask who signed the certificate." }),
    "output-format": Flags.option({ options: REPORT_FORMATS, default: "text" as const, summary: "Of the report, on stdout." })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Verify);
    const { verify } = await import("../verify/verify.ts");
    const { env = null, url = null, probes = null, state = null, insecure } = flags;
    const input = {
      path: args.file ?? null,
      environment: env,
      envFile: flags["env-file"] ?? null,
      state,
      url,
      probes,
      insecure,
      format: flags["output-format"],
    };
    process.exitCode = await verify(input, openTerminal());
  }
}

import { Args, Command, Flags } from "@oclif/core";
import { LAYERS, OURS } from "../../schema/layers.generated.ts";
import { openTerminal } from "../terminal.ts";

export class Run extends Command {
  static override summary = "Serve a project on this machine, and reload it as it changes.";
  static override description =
    "Compiles FILE (default: the folder's stack file; without one, the app found in the folder) and starts it on 127.0.0.1, by default with stackc's own servers. Prints the URL on stdout when it answers; the log goes to stderr. Ctrl-C stops it.";
  static override args = { file: Args.string({ name: "FILE", description: "A stack file, or the project's folder." }) };
  static override flags = {
    web: Flags.option({ options: LAYERS.web, summary: `Web server (default: ${OURS.web}).` })(),
    wsgi: Flags.option({ options: LAYERS.wsgi, summary: `WSGI server (default: ${OURS.wsgi}).` })(),
    "as-written": Flags.boolean({ summary: "Servers and settings as the file has them: no debug mode, caches, error pages." }),
    port: Flags.integer({ min: 0, max: 65535, helpValue: "N", summary: "Port for http (default: 8000, or the next free one)." }),
    "https-port": Flags.integer({ min: 0, max: 65535, helpValue: "N", summary: "Also https, with a certificate of its own." }),
    env: Flags.string({ char: "e", helpValue: "NAME", summary: "Merge an entry of `environments`." }),
    "env-file": Flags.string({
      helpValue: "FILE",
      summary: "Variables for the app, in place of .env and what the framework reads beside it.",
    }),
    state: Flags.string({ helpValue: "DIR", summary: "STATE_DIRECTORY of the app (default: a folder that lasts, below ~/.local/state)." }),
    "no-reload": Flags.boolean({ summary: "Do not watch for changes; end when the app does not start." }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run);
    const { run } = await import("../run/run.ts");
    const { web = null, wsgi = null, port = null, env = null, state = null } = flags;
    const input = {
      path: args.file ?? null,
      web,
      wsgi,
      asWritten: flags["as-written"],
      port,
      httpsPort: flags["https-port"] ?? null,
      environment: env,
      envFile: flags["env-file"] ?? null,
      state,
      reload: !flags["no-reload"],
      readable: process.stderr.isTTY === true,
    };
    process.exitCode = await run(input, openTerminal());
  }
}

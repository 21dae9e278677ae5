import { Args, Command, Flags } from "@oclif/core";
import { LAYERS, USUAL } from "../../schema/layers.generated.ts";
import { openTerminal } from "../terminal.ts";

export class Init extends Command {
  static override summary = "Find the app in a folder and write its stack.yaml.";
  static override description = "Reads the folder's Python files without importing them. Asks what it cannot find out, on a terminal only.";
  static override args = { dir: Args.string({ default: ".", name: "DIR", description: "The project's folder." }) };
  static override flags = {
    name: Flags.string({ helpValue: "NAME", summary: "Name of the stack: its Unix user, folders and units." }),
    domain: Flags.string({ helpValue: "HOST", summary: "Domain it is served at." }),
    web: Flags.option({ options: LAYERS.web, summary: `Web server (default: ${USUAL.web}).` })(),
    wsgi: Flags.option({ options: LAYERS.wsgi, summary: `WSGI server (default: ${USUAL.wsgi}).` })(),
    framework: Flags.option({
      options: LAYERS.framework,
      summary: "Framework, where it is not found.",
    })(),
    module: Flags.string({ helpValue: "MODULE", summary: "The app, as `pkg.mod:name`, where it is not found." }),
    force: Flags.boolean({ summary: "Overwrite a stack.yaml that is there." }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const { init } = await import("../init/init.ts");
    const { name = null, domain = null, web = null, wsgi = null, framework = null, module = null, force } = flags;
    process.exitCode = await init({ folder: args.dir, name, domain, web, wsgi, framework, module, force }, openTerminal());
  }
}

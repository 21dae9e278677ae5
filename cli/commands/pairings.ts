import { Command, Flags } from "@oclif/core";
import { openTerminal } from "../terminal.ts";

export class Pairings extends Command {
  static override summary = "List which web servers, WSGI servers and frameworks go together.";
  static override flags = { json: Flags.boolean({ summary: "As a JSON list." }) };

  async run(): Promise<void> {
    const { flags } = await this.parse(Pairings);
    const { pairings } = await import("../pairings/pairings.ts");
    process.exitCode = pairings(flags.json, openTerminal());
  }
}

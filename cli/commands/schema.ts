import { Command } from "@oclif/core";
import { openTerminal } from "../terminal.ts";

export class Schema extends Command {
  static override summary = "Print the JSON Schema of stack.yaml, for editors.";

  async run(): Promise<void> {
    await this.parse(Schema);
    const { default: schema } = await import("../../schema/stack.schema.json", { with: { type: "json" } });
    openTerminal().data(`${JSON.stringify(schema, null, 2)}\n`);
  }
}

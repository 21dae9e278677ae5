/** A command or flag that is not there: the nearest that is. Loaded for this alone, since it needs the command table. */
import { nearest } from "../schema/nearest.ts";
import { commands } from "./commands/table.ts";

/** Null where oclif's message is about something else. */
export function adviceFor(error: Error, argv: readonly string[]): string | null {
  const [, command] = /^command (\S+) not found\.?$/i.exec(error.message) ?? [];
  if (command !== undefined) return adviseCommand(command);
  return "flags" in error && Array.isArray(error.flags) ? adviseFlags(error.flags.map(String), argv) : null;
}

function adviseCommand(word: string): string {
  const near = nearest(word, Object.keys(commands));
  return near === null ? `the commands are ${Object.keys(commands).join(", ")}` : `did you mean stackc ${near}?`;
}

function adviseFlags(unknown: readonly string[], argv: readonly string[]): string | null {
  const [, { flags = {} } = {}] = Object.entries(commands).find(([name]) => name === argv[0]) ?? [];
  const known = Object.keys(flags).map((name) => `--${name}`);
  const near = unknown.flatMap((flag) => nearest(flag.replace(/=.*$/s, ""), known) ?? []);
  return near.length === 0 ? null : `did you mean ${[...new Set(near)].join(" and ")}?`;
}

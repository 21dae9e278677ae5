/** What each part of the policy gives back. */
import type { Command, KeeperCommand } from "./events.ts";
import type { State } from "./state.ts";

export type Step = { readonly state: State; readonly commands: readonly Command[] };

export function tell(command: KeeperCommand): Command {
  return { kind: "tell", command };
}

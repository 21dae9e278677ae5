/** What each part of the policy gives back. */
import type { Command, KeeperCommand } from "./events.ts";
import type { State, Waiter } from "./state.ts";

export type Step = { readonly state: State; readonly commands: readonly Command[] };

export function tell(command: KeeperCommand): Command {
  return { kind: "tell", command };
}

export function answerAll(waiters: readonly Waiter[], served: boolean, detail: string): readonly Command[] {
  return waiters.map(({ waiter }) => ({ kind: "answer", waiter, served, detail }));
}

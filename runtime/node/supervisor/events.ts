/** What can happen to the supervisor, and what it can do: the alphabet of the policy. */
import type { EventName } from "../log/events.ts";
import type { Details, Level } from "../log/log.ts";
import type { Rules } from "./state.ts";

/** One worker as scoreboard and /proc show it. */
export type SeenWorker = {
  readonly worker: number;
  readonly pid: number;
  readonly residentBytes: number;
  /** Of each of its threads at work: how long its request has taken, and may take (0: as the rules have it). */
  readonly requests: readonly { readonly tookMs: number; readonly streaming: boolean; readonly limitMs: number }[];
  readonly threads: number;
  /** Since an idle thread of it gave its last sign of life, the longest: each gives one four times a second. */
  readonly stillMs: number;
};

export type KeeperSays = Readonly<Record<string, unknown>> & { readonly event: string };

export type Event =
  | { readonly kind: "keeper"; readonly said: KeeperSays }
  | { readonly kind: "keeper-ended"; readonly status: number | null; readonly signal: string | null; readonly why: string | null }
  | { readonly kind: "signal"; readonly signal: SignalName }
  /** `waiting`: requests that no worker has taken; null where the system does not tell. */
  | { readonly kind: "look"; readonly workers: readonly SeenWorker[]; readonly waiting: number | null }
  | { readonly kind: "reload"; readonly waiter: number | null }
  /** The settings were read again, for the generation that is to come; or they are no good. */
  | { readonly kind: "renewed"; readonly rules: Rules; readonly workers: number }
  | { readonly kind: "renew-refused"; readonly fault: string };

export type SignalName = "SIGTERM" | "SIGINT" | "SIGQUIT" | "SIGHUP" | "SIGUSR1" | "SIGTTIN" | "SIGTTOU";

export type KeeperCommand =
  | { readonly do: "reload"; readonly order: number }
  | { readonly do: "stop"; readonly how: "graceful" | "quick" }
  | { readonly do: "workers"; readonly count: number }
  | { readonly do: "reopen" }
  | { readonly do: "retire" | "kill"; readonly worker: number; readonly why: "stuck" | "memory" }
  | { readonly do: "notify"; readonly text: string };

export type Command =
  | { readonly kind: "tell"; readonly command: KeeperCommand }
  | { readonly kind: "log"; readonly level: Level; readonly event: EventName; readonly details: Details }
  /** Settings and secrets are read again and written for the keeper; `renewed` or `renew-refused` follows. */
  | { readonly kind: "renew-settings" }
  | { readonly kind: "open-admin" }
  | { readonly kind: "reopen-logs" }
  | { readonly kind: "answer"; readonly waiter: number; readonly served: boolean; readonly detail: string }
  | { readonly kind: "exit"; readonly status: number };

/** What can happen to the supervisor, and what it can do: the alphabet of the policy. */
import type { EventName } from "../log/events.ts";
import type { Details, Level } from "../log/log.ts";

/** One worker as scoreboard and /proc show it. */
export type SeenWorker = {
  readonly worker: number;
  readonly pid: number;
  readonly residentBytes: number;
  /** Of each of its threads at work: how long its request has taken. */
  readonly requests: readonly { readonly tookMs: number; readonly streaming: boolean }[];
  readonly threads: number;
};

export type KeeperSays = Readonly<Record<string, unknown>> & { readonly event: string };

export type Event =
  | { readonly kind: "keeper"; readonly said: KeeperSays }
  | { readonly kind: "keeper-ended"; readonly status: number | null; readonly signal: string | null }
  | { readonly kind: "signal"; readonly signal: SignalName }
  | { readonly kind: "look"; readonly workers: readonly SeenWorker[] }
  | { readonly kind: "reload"; readonly waiter: number | null };

export type SignalName = "SIGTERM" | "SIGINT" | "SIGQUIT" | "SIGHUP" | "SIGUSR1" | "SIGTTIN" | "SIGTTOU";

export type KeeperCommand =
  | { readonly do: "reload" }
  | { readonly do: "stop"; readonly how: "graceful" | "quick" }
  | { readonly do: "workers"; readonly count: number }
  | { readonly do: "retire" | "kill"; readonly worker: number }
  | { readonly do: "notify"; readonly text: string };

export type Command =
  | { readonly kind: "tell"; readonly command: KeeperCommand }
  | { readonly kind: "log"; readonly level: Level; readonly event: EventName; readonly details: Details }
  /** Settings are read again and written for the keeper before it is told to reload. */
  | { readonly kind: "renew-settings" }
  | { readonly kind: "open-admin" }
  | { readonly kind: "reopen-logs" }
  | { readonly kind: "answer"; readonly waiter: number; readonly served: boolean; readonly detail: string }
  | { readonly kind: "exit"; readonly status: number };

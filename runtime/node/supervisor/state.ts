/** Everything the policy remembers. Plain data: a state can be written down in a test. */
import type { Settings } from "./settings.ts";
import type { Size } from "./size.ts";

export type State = {
  readonly phase: "starting" | "serving" | "stopping";
  readonly rules: Rules;
  /** Of the generation that is starting; they hold from the moment it serves. */
  readonly nextRules: Rules | null;
  /** As the settings have it. */
  readonly workersSet: number;
  readonly workersWanted: number;
  /** Scaling by load does not go below: what was asked for at start, or by TTIN and TTOU. */
  readonly floor: number;
  readonly generation: number | null;
  readonly reloading: boolean;
  /** Reloads that were asked for are counted: the keeper says of which order a generation is, so nobody hears of an earlier one as of his own. */
  readonly asked: number;
  /** The last of them that the keeper was given. */
  readonly ordered: number;
  /** Who waits to hear how the reload went. */
  readonly waiters: readonly Waiter[];
  /** Workers that were told to go; told once. */
  readonly told: Readonly<Record<number, "retire" | "kill">>;
  /** Workers that stood still at the last look: when all of the machine did, one look is too early. */
  readonly still: readonly number[];
  /** Since when every thread has been at work, or few have: null while neither holds. */
  readonly loadedSinceMs: number | null;
  readonly calmSinceMs: number | null;
  readonly lastFailure: string | null;
  readonly restarts: Restarts;
};

export type Waiter = { readonly waiter: number; readonly order: number };

/** Workers that were replaced, by the reason that the keeper gives. */
export type Restarts = { readonly crashed: number; readonly stuck: number; readonly memory: number; readonly max_requests: number };

export type Rules = {
  readonly workersMin: number;
  readonly workersMax: number;
  readonly requestMs: number;
  /** Null: no stream has a deadline, as none is expected. */
  readonly streamMs: number | null;
  readonly memoryBytesMax: number | null;
  /** Tornado and ASGI workers show their loop's pulse, not their requests: how busy they are is not seen. */
  readonly scalesByLoad: boolean;
};

export function rulesOf({ app, times, workers }: Settings, { workersMax }: Size): Rules {
  return {
    workersMin: workers.min,
    workersMax,
    requestMs: times.requestS * 1000,
    streamMs: times.streamS === null ? null : times.streamS * 1000,
    memoryBytesMax: workers.maxMemoryBytes,
    scalesByLoad: app.link === "wsgi",
  };
}

export function initialState(rules: Rules, workers: number): State {
  return {
    phase: "starting",
    rules,
    nextRules: null,
    workersSet: workers,
    workersWanted: workers,
    floor: workers,
    generation: null,
    reloading: false,
    asked: 0,
    ordered: 0,
    waiters: [],
    told: {},
    still: [],
    loadedSinceMs: null,
    calmSinceMs: null,
    lastFailure: null,
    restarts: { crashed: 0, stuck: 0, memory: 0, max_requests: 0 },
  };
}

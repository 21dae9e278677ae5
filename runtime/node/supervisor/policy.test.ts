/** The policy as a table: in this state, when this happens, that is done. */
import { expect, test } from "vitest";
import type { Command, Event, SeenWorker } from "./events.ts";
import { step } from "./policy.ts";
import { initialState, type State } from "./state.ts";

const rules = { workersMin: 1, workersMax: 8, requestMs: 30_000, streamMs: 3_600_000, memoryBytesMax: 100, scalesByLoad: true };
const fresh = initialState(rules, 4);
const serving: State = { ...fresh, phase: "serving", generation: 1 };

function seen(worker: number, more: Partial<SeenWorker> = {}): SeenWorker {
  return { worker, pid: 1000 + worker, residentBytes: 50, requests: [], threads: 1, stillMs: 0, ...more };
}

/** What is told to keeper and waiters, as text; logs are events' names in brackets. */
function said(commands: readonly Command[]): readonly string[] {
  return commands.map((command) => {
    switch (command.kind) {
      case "tell":
        return Object.values(command.command).join(" ").split("\n")[0] ?? "";
      case "log":
        return `[${command.event}]`;
      case "answer":
        return `answer ${command.waiter} ${command.served} ${command.detail}`;
      case "exit":
        return `exit ${command.status}`;
      default:
        return command.kind;
    }
  });
}

const keeper = (event: string, more: object = {}): Event => ({ kind: "keeper", said: { event, ...more } });
const waits = (waiter: number, order: number) => ({ waiter, order });
const none = { crashed: 0, stuck: 0, memory: 0, max_requests: 0 };
const exited = (reason: string, livedS = 60): Event => keeper("worker-exited", { worker: 1, generation: 1, reason, lived_s: livedS });
const signal = (name: Extract<Event, { kind: "signal" }>["signal"]): Event => ({ kind: "signal", signal: name });
const look = (workers: readonly SeenWorker[]): Event => ({ kind: "look", workers, waiting: null });
const late = { tookMs: 30_001, streaming: false, limitMs: 0 };

const table: readonly (readonly [name: string, state: State, event: Event, commands: readonly string[], after: Partial<State>])[] = [
  ["the keeper listens", fresh, keeper("listening"), ["open-admin"], { phase: "starting" }],
  [
    "the first generation serves",
    fresh,
    keeper("generation-serving", { generation: 1, order: 0 }),
    ["[ready]", "notify READY=1"],
    { phase: "serving", generation: 1 },
  ],
  [
    "the first generation fails",
    fresh,
    keeper("generation-failed", { why: "x", serving: false, order: 0 }),
    ["[generation-failed]"],
    { lastFailure: "x" },
  ],
  ["TERM", serving, signal("SIGTERM"), ["[stopping]", "notify STOPPING=1", "stop graceful"], { phase: "stopping" }],
  ["TERM while it starts", fresh, signal("SIGTERM"), ["[stopping]", "notify STOPPING=1", "stop graceful"], { phase: "stopping" }],
  ["TERM again", { ...serving, phase: "stopping" }, signal("SIGTERM"), ["stop quick"], {}],
  ["INT", serving, signal("SIGINT"), ["[stopping]", "notify STOPPING=1", "stop quick"], {}],
  ["QUIT", serving, signal("SIGQUIT"), ["[stopping]", "notify STOPPING=1", "stop quick"], {}],
  ["HUP", serving, signal("SIGHUP"), ["[reload]", "notify RELOADING=1", "renew-settings"], { reloading: true }],
  ["HUP while it stops", { ...serving, phase: "stopping" }, signal("SIGHUP"), [], {}],
  ["USR1", serving, signal("SIGUSR1"), ["reopen-logs", "reopen"], {}],
  ["TTIN", serving, signal("SIGTTIN"), ["workers 5", "[scaled]"], { workersWanted: 5, floor: 5 }],
  ["TTOU", serving, signal("SIGTTOU"), ["workers 3", "[scaled]"], { workersWanted: 3, floor: 3 }],
  ["TTIN at the maximum", { ...serving, workersWanted: 8 }, signal("SIGTTIN"), [], { workersWanted: 8 }],
  ["TTOU at the minimum", { ...serving, workersWanted: 1 }, signal("SIGTTOU"), [], { workersWanted: 1 }],
  ["TTOU at a minimum of 4", { ...serving, rules: { ...rules, workersMin: 4 } }, signal("SIGTTOU"), [], { workersWanted: 4 }],
  [
    "a reload is asked for",
    serving,
    { kind: "reload", waiter: 7 },
    ["[reload]", "notify RELOADING=1", "renew-settings"],
    { waiters: [{ waiter: 7, order: 1 }], asked: 1 },
  ],
  [
    "a reload is asked for while it stops",
    { ...serving, phase: "stopping" },
    { kind: "reload", waiter: 7 },
    ["answer 7 false the gateway is stopping"],
    { waiters: [] },
  ],
  [
    "a reload went well",
    { ...serving, reloading: true, asked: 2, ordered: 2, waiters: [waits(7, 1), waits(8, 2)] },
    keeper("generation-serving", { generation: 2, order: 2 }),
    ["[ready]", "notify READY=1", "answer 7 true generation 2 serves", "answer 8 true generation 2 serves"],
    { reloading: false, waiters: [], generation: 2 },
  ],
  [
    "an earlier order's code serves: who asked later waits on",
    { ...serving, reloading: true, asked: 2, ordered: 2, nextRules: { ...rules, requestMs: 5 }, waiters: [waits(7, 1), waits(8, 2)] },
    keeper("generation-serving", { generation: 2, order: 1 }),
    ["[ready]", "notify READY=1", "answer 7 true generation 2 serves"],
    { reloading: true, waiters: [waits(8, 2)], generation: 2, rules, nextRules: { ...rules, requestMs: 5 } },
  ],
  [
    "an earlier order's code failed: who asked later waits on",
    { ...serving, reloading: true, asked: 2, ordered: 2, waiters: [waits(7, 1), waits(8, 2)] },
    keeper("generation-failed", { why: "x", order: 1, serving: true }),
    ["[generation-failed]", "notify READY=1", "answer 7 false x"],
    { reloading: true, waiters: [waits(8, 2)] },
  ],
  [
    "a later order's settings are no good: who asked before waits on, and hears of his own",
    { ...serving, reloading: true, asked: 2, ordered: 1, waiters: [waits(7, 1), waits(8, 2)] },
    { kind: "renew-refused", fault: "not set: KEY" },
    ["[settings-refused]", "notify READY=1", "answer 8 false not set: KEY"],
    { reloading: true, waiters: [waits(7, 1)] },
  ],
  [
    "a reload waits",
    { ...serving, reloading: true },
    keeper("reload-waiting", { draining: [1, 2, 3] }),
    ["[reload-waiting]"],
    { reloading: true },
  ],
  [
    "a reload failed",
    { ...serving, reloading: true, asked: 1, ordered: 1, waiters: [waits(7, 1)] },
    keeper("generation-failed", { why: "the app does not import", traceback: "SyntaxError", serving: true, order: 1 }),
    ["[generation-failed]", "notify READY=1", "answer 7 false the app does not import\nSyntaxError"],
    { reloading: false, generation: 1, lastFailure: "the app does not import\nSyntaxError" },
  ],
  ["an import that is not shared", serving, keeper("import-not-shared", { what: "socket" }), ["[import-not-shared]"], {}],
  ["an import that started threads", serving, keeper("threads-lost", { threads: "feeder" }), ["[threads-lost]"], {}],
  [
    "a good reload after a bad one",
    { ...serving, lastFailure: "x" },
    keeper("generation-serving", { generation: 3, order: 0 }),
    ["[ready]", "notify READY=1"],
    { lastFailure: null },
  ],
  [
    "a stop answers who waits",
    { ...serving, waiters: [waits(7, 1)] },
    signal("SIGTERM"),
    ["[stopping]", "notify STOPPING=1", "stop graceful", "answer 7 false the gateway is stopping"],
    { waiters: [] },
  ],
  ["all is well", serving, look([seen(0), seen(1), seen(2), seen(3)]), [], {}],
  [
    "a request is late",
    serving,
    look([seen(0), seen(1, { requests: [late] })]),
    ["[request-late]", "kill 1 stuck"],
    { told: { 1: "kill" } },
  ],
  ["a request is late, and was told so", { ...serving, told: { 1: "kill" } }, look([seen(1, { requests: [late] })]), [], {}],
  ["a stream may take its time", serving, look([seen(1, { requests: [{ tookMs: 31_000, streaming: true, limitMs: 0 }] })]), [], {}],
  [
    "a stream has a deadline, too",
    serving,
    look([seen(1, { requests: [{ tookMs: 3_600_001, streaming: true, limitMs: 0 }] })]),
    ["[request-late]", "kill 1 stuck"],
    {},
  ],
  [
    "a request is late by its own path, though another path has an hour",
    serving,
    look([
      seen(0, { requests: [{ tookMs: 5001, streaming: false, limitMs: 3_600_000 }] }),
      seen(1, { requests: [{ tookMs: 5001, streaming: false, limitMs: 5000 }] }),
    ]),
    ["[request-late]", "kill 1 stuck"],
    { told: { 1: "kill" } },
  ],
  [
    "a long page's own time counts, for a stream too, and not what others have",
    serving,
    look([
      seen(1, {
        requests: [
          { tookMs: 3_600_001, streaming: true, limitMs: 7_200_000 },
          { tookMs: 40_000, streaming: false, limitMs: 60_000 },
        ],
      }),
    ]),
    [],
    {},
  ],
  [
    "one of several threads is late",
    serving,
    look([seen(1, { threads: 4, requests: [{ tookMs: 5, streaming: false, limitMs: 0 }, late] })]),
    ["[request-late]", "kill 1 stuck"],
    {},
  ],
  ["an idle worker is still, for the first time", serving, look([seen(0), seen(1, { stillMs: 5001 })]), [], { still: [1] }],
  [
    "an idle worker is still",
    { ...serving, still: [1, 2] },
    look([seen(0), seen(1, { stillMs: 5251 }), seen(2)]),
    ["[worker-still]", "kill 1 stuck"],
    { told: { 1: "kill" }, still: [1] },
  ],
  ["an idle worker stirs again", { ...serving, still: [1] }, look([seen(1, { stillMs: 250 })]), [], { still: [] }],
  ["too much memory", serving, look([seen(1, { residentBytes: 101 })]), ["[memory-high]", "retire 1 memory"], { told: { 1: "retire" } }],
  ["far too much memory", serving, look([seen(1, { residentBytes: 151 })]), ["[memory-high]", "kill 1 memory"], { told: { 1: "kill" } }],
  [
    "a retiring worker grows on",
    { ...serving, told: { 1: "retire" } },
    look([seen(1, { residentBytes: 151 })]),
    ["[memory-high]", "kill 1 memory"],
    {},
  ],
  ["nobody is judged before it serves", fresh, look([seen(1, { requests: [late] })]), [], {}],
  ["a worker crashed", serving, exited("crashed"), ["[worker-ended]"], { restarts: { ...none, crashed: 1 } }],
  ["a worker dies as it starts", serving, exited("crashed", 0.1), ["[worker-ended]", "[crash-loop]"], {}],
  [
    "a worker with a late request has gone",
    { ...serving, told: { 1: "kill" } },
    exited("stuck"),
    ["[worker-killed]"],
    { told: {}, restarts: { ...none, stuck: 1 } },
  ],
  [
    "a worker had its number of requests",
    serving,
    exited("max_requests"),
    ["[worker-recycled]"],
    { restarts: { ...none, max_requests: 1 } },
  ],
  ["a worker gave its memory back", serving, exited("memory"), ["[worker-recycled]"], { restarts: { ...none, memory: 1 } }],
  ["a worker left a generation that drains", serving, exited("drained"), ["[worker-left]"], { restarts: none }],
  ["a worker was one too many", serving, exited("scaled"), ["[worker-left]"], { restarts: none }],
  ["a worker left because somebody told it to", serving, exited("asked"), ["[worker-left]"], { restarts: none }],
  ["a reason that nobody knows", serving, exited("toString"), ["[worker-left]"], { restarts: none }],
  [
    "settings were read again",
    serving,
    { kind: "renewed", rules: { ...rules, requestMs: 5 }, workers: 4 },
    ["reload 0"],
    { rules, nextRules: { ...rules, requestMs: 5 } },
  ],
  [
    "settings say another number of workers",
    { ...serving, workersWanted: 7 },
    { kind: "renewed", rules, workers: 2 },
    ["workers 2", "reload 0"],
    { workersSet: 2, workersWanted: 2, floor: 2 },
  ],
  [
    "what was scaled by hand outlives a reload",
    { ...serving, workersWanted: 7, floor: 7 },
    { kind: "renewed", rules, workers: 4 },
    ["reload 0"],
    { workersWanted: 7, floor: 7 },
  ],
  [
    "new settings hold when their generation serves",
    { ...serving, nextRules: { ...rules, requestMs: 5 } },
    keeper("generation-serving", { generation: 2, order: 0 }),
    ["[ready]", "notify READY=1"],
    { rules: { ...rules, requestMs: 5 }, nextRules: null },
  ],
  [
    "new settings go with the generation that failed",
    { ...serving, nextRules: { ...rules, requestMs: 5 } },
    keeper("generation-failed", { why: "x", serving: true, order: 0 }),
    ["[generation-failed]", "notify READY=1"],
    { rules, nextRules: null },
  ],
  [
    "new settings are no good",
    { ...serving, reloading: true, asked: 1, waiters: [waits(7, 1)] },
    { kind: "renew-refused", fault: "not set: KEY" },
    ["[settings-refused]", "notify READY=1", "answer 7 false not set: KEY"],
    { reloading: false, waiters: [], lastFailure: "not set: KEY" },
  ],
  ["an event that nobody knows", serving, keeper("constructor"), ["[keeper-said]"], {}],
  [
    "the keeper ended as asked",
    { ...serving, phase: "stopping" },
    { kind: "keeper-ended", status: 0, signal: null, why: null },
    ["[stopped]", "exit 0"],
    {},
  ],
  [
    "the keeper died",
    { ...serving, waiters: [waits(7, 1)] },
    { kind: "keeper-ended", status: null, signal: "SIGKILL", why: null },
    ["answer 7 false the keeper ended", "[keeper-ended]", "exit 1"],
    {},
  ],
  ["the keeper could not start", fresh, { kind: "keeper-ended", status: 1, signal: null, why: null }, ["[keeper-ended]", "exit 1"], {}],
  [
    "the keeper's settings are wrong",
    fresh,
    { kind: "keeper-ended", status: 2, signal: null, why: null },
    ["[keeper-ended]", "exit 2"],
    {},
  ],
];

test.each(table)("%s", (_, state, event, commands, after) => {
  const next = step(state, event, 0);
  expect(said(next.commands)).toEqual(commands);
  expect(next.state).toMatchObject(after);
});

/** The supervisor's pure parts: sizes, machine, scoreboard, environment, counters, metrics. */
import { expect, test } from "vitest";
import { boardBytes, readBoard } from "./board.ts";
import { environmentOf, parseSecrets } from "./environment.ts";
import { machineOf } from "./machine.ts";
import { metricsText } from "./metrics.ts";
import { sizeOf } from "./size.ts";
import { initialState } from "./state.ts";
import { EMPTY_TALLY, settle, tally, totals } from "./tally.ts";
import { settingsForTest } from "./testing/settings-for-test.ts";
import { seenWorkers } from "./watch.ts";

const MB = 1024 * 1024;
const machine = { cpus: 2, memoryBytes: 4096 * MB };

test.each([
  ["two for each CPU", { start: "auto", min: 1, max: 64 }, machine, 4],
  ["a part of a CPU counts", { start: "auto", min: 1, max: 64 }, { ...machine, cpus: 0.5 }, 1],
  ["what fits in memory", { start: "auto", min: 1, max: 64, bytesEach: 1024 * MB }, machine, 3],
  ["never below min", { start: "auto", min: 2, max: 64, bytesEach: 9000 * MB }, machine, 2],
  ["never above max", { start: "auto", min: 1, max: 3 }, machine, 3],
  ["what is written is written", { start: 6, min: 6, max: 6, bytesEach: 9000 * MB }, machine, 6],
] as const)("workers: %s", (_, workers, found, expected) => {
  const settings = settingsForTest("/x");
  expect(sizeOf({ ...settings, workers: { ...settings.workers, ...workers } }, found).workers).toBe(expected);
});

test("threads: auto within its bound, one where the app runs a loop of its own", () => {
  const { app, workers } = settingsForTest("/x");
  const auto = { ...workers, threads: "auto", threadsMax: 3 } as const;
  expect(sizeOf({ app, workers: auto }, machine).threads).toBe(3);
  expect(sizeOf({ app: { ...app, link: "asgi" }, workers: auto }, machine).threads).toBe(1);
});

test.each([
  ["no control group", {}, { cpus: 4, memoryBytes: 1000 }],
  [
    "version 2, our own group",
    { "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "150000 100000\n", "/sys/fs/cgroup/a/b/memory.max": "500\n" },
    { cpus: 1.5, memoryBytes: 500 },
  ],
  [
    "version 2, the group above is narrower",
    {
      "/proc/self/cgroup": "0::/a/b\n",
      "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/a/cpu.max": "50000 100000\n",
      "/sys/fs/cgroup/a/memory.max": "max\n",
    },
    { cpus: 0.5, memoryBytes: 1000 },
  ],
  [
    "version 1",
    {
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "700\n",
    },
    { cpus: 2, memoryBytes: 700 },
  ],
  [
    "version 1, no quota",
    { "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n" },
    { cpus: 4, memoryBytes: 1000 },
  ],
])("machine: %s", (_, files: Readonly<Record<string, string>>, expected) => {
  expect(machineOf((path) => files[path] ?? null, 4, 1000)).toEqual(expected);
});

function board(...slots: readonly Readonly<Record<number, bigint>>[]): Buffer {
  const data = Buffer.alloc(boardBytes(slots.length + 1));
  data.writeBigUInt64LE(0x3144524f42435453n, 0);
  slots.forEach((words, number) => {
    for (const [word, value] of Object.entries(words)) data.writeBigUInt64LE(value, 8 * (16 + number * 64 + Number(word)));
  });
  return data;
}

const working = { 0: 77n, 1: 1n, 2: 0n, 3: 0n, 4: 3n, 5: 1_000_000_000n, 7: 12n, 8: 1n, 10: 5_000_000n, 11: 0n, 15: 9000n, 26: 12n };
const resting = { 0: 77n, 1: 1n, 2: 0n, 3: 1n, 4: 2n, 7: 3n, 20: 3n };

test("a scoreboard is read by its words; a free slot is none", () => {
  const [first, second, ...more] = readBoard(board(working, resting, {}));
  expect(first).toMatchObject({
    pid: 77,
    generation: 1,
    worker: 0,
    thread: 0,
    state: "working",
    startNs: 1_000_000_000n,
    requests: 12,
    faults: 1,
    streaming: false,
    limitMs: 9000,
  });
  expect(first?.latency[10]).toBe(12);
  expect(second).toMatchObject({ thread: 1, state: "idle", requests: 3 });
  expect(more).toEqual([]);
  expect(readBoard(Buffer.alloc(2048))).toEqual([]);
});

test("threads of a worker are seen together, of the serving generation alone", () => {
  const slots = readBoard(board(working, resting, { ...working, 0: 99n, 1: 2n, 2: 64n }));
  expect(seenWorkers(slots, 1, 3_500_000_000n, () => 42)).toEqual([
    { worker: 0, pid: 77, residentBytes: 42, threads: 2, requests: [{ tookMs: 2500, streaming: false, limitMs: 9000 }], stillMs: 0 },
  ]);
  // One that is idle and was seen a second before another; one at work, whose last sign is its request's start.
  const idle = { ...resting, 13: 3_000_000_000n };
  const still = readBoard(board({ ...idle, 3: 0n }, { ...idle, 13: 2_000_000_000n }, { ...working, 3: 2n, 13: 1n }));
  expect(seenWorkers(still, 1, 3_500_000_000n, () => 42)).toMatchObject([{ threads: 3, stillMs: 1500 }]);
});

test("counters go on when workers go", () => {
  const before = tally(EMPTY_TALLY, readBoard(board(working, resting)));
  const after = tally(before, readBoard(board({ ...resting, 7: 4n })));
  const replaced = tally(after, readBoard(board({ ...working, 0: 78n, 7: 1n })));
  expect([before, after, replaced].map((one) => totals(one).requests)).toEqual([15, 16, 17]);
});

test("a worker's last word on its counts is exact", () => {
  const before = tally(EMPTY_TALLY, readBoard(board(working, resting)));
  const ended = settle(before, 77, { requests: 20, faults: 1, gone: 0, busyNs: 1 });
  const after = totals(tally(ended, []));
  expect(after.requests).toBe(20);
  expect(after.latency.reduce((sum, count) => sum + count)).toBe(15);
});

test("secrets come from the file or the environment, and are missed when they are in neither", () => {
  const settings = settingsForTest("/x");
  const app = { ...settings.app, path: ["/glue", "/code"], secrets: ["KEY", "TOKEN", "EMPTY"] };
  const { environment, missing } = environmentOf(
    { app },
    { TOKEN: "t", EMPTY: "", LISTEN_FDS: "1", PYTHONPATH: "/code:/more" },
    'KEY="a \\"b\\""\n# no\nBAD LINE\n',
  );
  expect(environment).toMatchObject({ KEY: 'a "b"', TOKEN: "t", PYTHONPATH: "/glue:/code:/more" });
  expect(environment).not.toHaveProperty("LISTEN_FDS");
  expect(missing).toEqual(["EMPTY"]);
});

test.each([
  ["A=1", "1"],
  ["A=a b", "a b"],
  ["A='a \"b'", 'a "b'],
  ['A="a\\$b\\\\"', "a$b\\"],
  ["A=", ""],
  ["A=x=y", "x=y"],
])("a line of secrets: %s", (line, value) => {
  expect(parseSecrets(line)).toEqual({ A: value });
});

test("metrics are Prometheus's text: each with help and type, buckets that add up", () => {
  const counts = totals(tally(EMPTY_TALLY, readBoard(board(working, resting))));
  const state = {
    ...initialState({ workersMin: 1, workersMax: 4, requestMs: 1, streamMs: null, memoryBytesMax: null, scalesByLoad: true }, 2),
    generation: 1,
  };
  const text = metricsText({
    name: "shop",
    state,
    workers: [{ worker: 0, pid: 77, residentBytes: 42, requests: [], threads: 2, stillMs: 0 }],
    counts,
    waiting: 3,
    logLinesDropped: 0,
  });
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) stackc_gateway_\w+ .+|stackc_gateway_\w+(\{\w+="[^"]*"\})? [0-9.e+-]+)$/);
  expect(text).toContain("stackc_gateway_requests_total 15\n");
  expect(text).toContain("stackc_gateway_requests_waiting 3\n");
  expect(text).toContain('stackc_gateway_info{name="shop"} 1\n');
  expect(text).toContain('stackc_gateway_request_duration_seconds_bucket{le="0.001024"} 15\n');
  expect(text).toContain("stackc_gateway_request_duration_seconds_count 15\n");
});

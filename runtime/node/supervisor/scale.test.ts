/** Scaling by load, as a course of looks at the workers. */
import { expect, test } from "vitest";
import type { SeenWorker } from "./events.ts";
import { step } from "./policy.ts";
import { initialState, type State } from "./state.ts";

const rules = { workersMin: 1, workersMax: 8, requestMs: 30_000, streamMs: 3_600_000, memoryBytesMax: null, scalesByLoad: true };
const serving: State = { ...initialState(rules, 4), phase: "serving", generation: 1 };

function seen(worker: number, more: Partial<SeenWorker> = {}): SeenWorker {
  return { worker, pid: 1000 + worker, residentBytes: 50, requests: [], threads: 1, stillMs: 0, ...more };
}

const busy = (count: number) =>
  Array.from({ length: count }, (_, worker) => seen(worker, { requests: [{ tookMs: 1, streaming: false, limitMs: 0 }] }));
const idle = (count: number) => Array.from({ length: count }, (_, worker) => seen(worker));

/** -> what was told, by the second at which it was. */
function play(
  state: State,
  looks: readonly (readonly [atMs: number, workers: readonly SeenWorker[], waiting?: number | null])[],
): readonly string[] {
  const told: string[] = [];
  let now = state;
  for (const [atMs, workers, waiting = null] of looks) {
    const next = step(now, { kind: "look", workers, waiting }, atMs);
    now = next.state;
    for (const command of next.commands) if (command.kind === "tell") told.push(`${atMs}: ${Object.values(command.command).join(" ")}`);
  }
  return told;
}

test("load raises the number, after two seconds without a free thread, up to the maximum", () => {
  expect(
    play(serving, [
      [0, busy(4)],
      [1000, busy(4)],
      [2000, busy(4)],
      [3000, busy(5)],
      [5000, busy(5)],
    ]),
  ).toEqual(["2000: workers 5", "5000: workers 7"]);
  expect(
    play({ ...serving, workersWanted: 8 }, [
      [0, busy(8)],
      [2000, busy(8)],
    ]),
  ).toEqual([]);
});

test("one free thread is enough, and load that pauses begins anew", () => {
  expect(
    play(serving, [
      [0, busy(4)],
      [1900, [...busy(3), seen(3)]],
      [2000, busy(4)],
      [3900, busy(4)],
    ]),
  ).toEqual([]);
});

test("calm lowers it by one a minute, never below what was asked for", () => {
  expect(
    play({ ...serving, workersWanted: 5 }, [
      [0, idle(5)],
      [59_000, idle(5)],
      [60_000, idle(5)],
      [61_000, idle(4)],
      [121_000, idle(4)],
    ]),
  ).toEqual(["60000: workers 4"]);
});

test("an event loop's pulse is no load", () => {
  expect(
    play({ ...serving, rules: { ...rules, scalesByLoad: false } }, [
      [0, busy(4)],
      [2000, busy(4)],
    ]),
  ).toEqual([]);
});

test("nothing is concluded while workers come and go", () => {
  expect(
    play(serving, [
      [0, busy(3)],
      [2000, busy(3)],
    ]),
  ).toEqual([]);
  expect(
    play({ ...serving, reloading: true }, [
      [0, busy(4)],
      [2000, busy(4)],
    ]),
  ).toEqual([]);
});

test("workers that keep up are enough: nobody waits", () => {
  expect(
    play(serving, [
      [0, busy(4), 0],
      [2000, busy(4), 0],
    ]),
  ).toEqual([]);
  expect(
    play(serving, [
      [0, busy(4), 3],
      [2000, busy(4), 9],
    ]),
  ).toEqual(["2000: workers 5"]);
});

test("no calm while somebody waits", () => {
  expect(
    play({ ...serving, workersWanted: 5 }, [
      [0, idle(5), 1],
      [60_000, idle(5), 1],
    ]),
  ).toEqual([]);
});

import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { batchLines } from "./batch.ts";

test("lines of one turn are one write, in order, and none waits for the next", async () => {
  const written: string[] = [];
  const batch = batchLines((text) => written.push(text));
  batch.write("a\n");
  batch.write("b\n");
  expect(written).toEqual([]);
  await turn();
  expect(written).toEqual(["a\nb\n"]);
  batch.write("c\n");
  await turn();
  expect(written).toEqual(["a\nb\n", "c\n"]);
});

test("much is written at once, and what is left when asked", () => {
  const written: string[] = [];
  const batch = batchLines((text) => written.push(text));
  batch.write("x".repeat(70_000));
  expect(written).toHaveLength(1);
  batch.write("end\n");
  batch.flush();
  batch.flush();
  expect(written.slice(1)).toEqual(["end\n"]);
});

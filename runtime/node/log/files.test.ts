import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { logFile } from "./files.ts";

/** Of a descriptor that is no file: a pipe whose reader does not read. */
function stuck(): NodeJS.WriteStream & { fd: 1 } {
  const stream = new Writable({ decodeStrings: false, write: () => {} });
  return Object.assign(stream, { fd: -1 }) as unknown as NodeJS.WriteStream & { fd: 1 };
}

test("a log whose reader stands still is held up to a bound; what is lost is counted", () => {
  const stream = stuck();
  const file = logFile(stream);
  const line = "x".repeat(1_000_000);
  for (let turn = 0; turn < 100; turn++) file.write(line);
  expect(stream.writableLength).toBeLessThan(20_000_000);
  expect(file.dropped()).toBeGreaterThan(50);
});

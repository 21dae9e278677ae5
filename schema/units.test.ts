import { expect, test } from "vitest";
import { parseRate, sizeBytes, timeMs } from "./units.ts";

test.each([
  ["1B", 1],
  ["8KB", 8192],
  ["8KiB", 8192],
  ["10MB", 10_485_760],
  ["1.5MB", 1_572_864],
  ["0.1KB", 102],
  ["2GiB", 2_147_483_648],
  ["999TB", 999 * 2 ** 40],
])("%s is %i bytes", (text, bytes) => {
  expect(sizeBytes(text)).toBe(bytes);
  expect(Number.isSafeInteger(sizeBytes(text))).toBe(true);
});

test.each([
  ["0s", 0],
  ["250ms", 250],
  ["30s", 30_000],
  ["1h30m", 5_400_000],
  ["365d", 31_536_000_000],
  ["1d1h1m1s1ms", 90_061_001],
])("%s is %i ms", (text, ms) => expect(timeMs(text)).toBe(ms));

test.each([
  ["5/s", 5, 1],
  ["100/m", 100, 60],
  ["1000/h", 1000, 3600],
])("%s is %i requests in %i s", (text, count, perS) => expect(parseRate(text)).toEqual({ count, perS }));

test.each(["", "10", "10 MB", "MB", "-1MB", "10mb", "1e3MB"])("size %j is a mistake of ours", (text) =>
  expect(() => sizeBytes(text)).toThrow(TypeError),
);
test.each(["", "30", "30 s", "1m1h", "s"])("time %j is a mistake of ours", (text) => expect(() => timeMs(text)).toThrow(TypeError));
test.each(["", "5", "5/d", "/s"])("rate %j is a mistake of ours", (text) => expect(() => parseRate(text)).toThrow(TypeError));

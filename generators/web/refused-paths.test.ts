import { expect, test } from "vitest";
import { CONTROL, EMPTY_SEGMENT } from "./refused-paths.ts";

test.each([
  ["/", false],
  ["/a/b/", false],
  ["/a?next=//b", false],
  ["http://shop.example.com/", false],
  ["https://shop.example.com/a/b", false],
  ["https://shop.example.com", false],
  ["//", true],
  ["//admin", true],
  ["/a//b", true],
  ["/a%2F/b", true],
  ["/%2fadmin", true],
  ["/a:b://c", true],
  ["https://shop.example.com//admin", true],
  ["https://shop.example.com/a/%2fb", true],
])("%s has an empty segment: %s", (target, has) => {
  expect(new RegExp(EMPTY_SEGMENT, "i").test(target)).toBe(has);
});

test.each([
  ["/a%0a", true],
  ["/a%0A/b", true],
  ["/%00", true],
  ["/a%1F?b", true],
  ["/a%7f", true],
  ["https://shop.example.com/a%0a", true],
  ["/a%20", false],
  ["/a%80", false],
  ["/a%250a", false],
  ["/a?b=%0a", false],
  ["/a%2f0a", false],
])("%s has a control character: %s", (target, has) => {
  expect(new RegExp(CONTROL, "i").test(target)).toBe(has);
});

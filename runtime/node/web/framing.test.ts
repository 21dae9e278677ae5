import { expect, test } from "vitest";
import { readFields } from "./fields.ts";
import { readFraming } from "./framing.ts";

const LIMITS = { headerCount: 100, headersBytes: 8192, requestLineBytes: 8192 };
const statusOf = (raw: readonly string[]) => readFraming(readFields(raw), "1.1", LIMITS, 1);

test("a blank before a colon is refused where Node leaves it in the name (18)", () => {
  expect(statusOf(["Host", "x", "X-Odd ", "a"])).toBe(400);
  expect(statusOf(["Host", "x", "Transfer-Encoding\t", "chunked"])).toBe(400);
  expect(statusOf(["Host", "x", "X_Odd", "a"])).toEqual({ bodyBytes: 0, expectsContinue: false });
});

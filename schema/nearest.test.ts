import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const WORDS = ["nginx", "apache", "node", "server", "max_requests"];

test.each([
  ["ngnix", "nginx"],
  ["ngin", "nginx"],
  ["Apache", "apache"],
  ["apache2", "apache"],
  ["sever", "server"],
  ["max-requests", "max_requests"],
  ["maxrequests", "max_requests"],
])("%s is near %s", (word, near) => expect(nearest(word, WORDS)).toBe(near));

test.each(["caddy", "x", "", "serendipity", "a".repeat(10_000)])("%s is near nothing", (word) => expect(nearest(word, WORDS)).toBeNull());

test("the first of two equally near words", () => expect(nearest("bat", ["cat", "rat"])).toBe("cat"));

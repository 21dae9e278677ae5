import { expect, test } from "vitest";
import pkg from "../package.json" with { type: "json" };
import { VERSION } from "./version.ts";

test("package.json states the same version", () => {
  expect(VERSION).toBe(pkg.version);
});

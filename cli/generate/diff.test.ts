import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { printDiff } from "./diff.ts";

const folder = mkdtempSync(join(tmpdir(), "stackc-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("prints what diff -u prints", () => {
  const before = Array.from({ length: 30 }, (_, i) => `line ${i}\n`).join("");
  const after = before.replace("line 3\n", "line three\n").replace("line 20\n", "").replace("line 22\n", "line 22\nmore\n");
  expect(printDiff("site.conf", before, after)).toBe(`--- a/site.conf
+++ b/site.conf
@@ -1,7 +1,7 @@
 line 0
 line 1
 line 2
-line 3
+line three
 line 4
 line 5
 line 6
@@ -18,9 +18,9 @@
 line 17
 line 18
 line 19
-line 20
 line 21
 line 22
+more
 line 23
 line 24
 line 25
`);
});

test("a new and a removed file", () => {
  expect(printDiff("a", null, "x\n")).toBe("--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
  expect(printDiff("a", "x\n", null)).toBe("--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
});

test("patch turns the one text into the other", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after && before !== "" && after !== "");
      const file = join(folder, "file");
      writeFileSync(file, before);
      execFileSync("patch", ["--quiet", "--fuzz=0", file], { input: printDiff("file", before, after) });
      expect(readFileSync(file, "utf8")).toBe(after);
    }),
    { numRuns: 60 },
  );
});

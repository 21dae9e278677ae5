/** The archive against GNU tar, and its bytes against a fixed hash. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import type { Artifact } from "../artifact.ts";
import type { Plan } from "../plan/plan.ts";
import { makeArchive } from "./archive.ts";
import { makeTar } from "./tar.ts";

const LONG = `web/${"deep/".repeat(20)}${"n".repeat(60)}.conf`;
const artifact: Artifact = {
  plan: { name: "shop" } as Plan,
  hash: "0123456789ab",
  files: [
    { path: LONG, mode: 0o644, text: "long\n", lines: [] },
    { path: "bin/release", mode: 0o755, text: "#!/bin/sh\n", lines: [] },
    { path: "manifest.json", mode: 0o644, text: "{}\n", lines: [] },
    { path: "app/é.txt", mode: 0o644, text: "naïve\n", lines: [] },
  ],
};

const folder = mkdtempSync(join(tmpdir(), "stackc-tar-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { name, bytes } = makeArchive(artifact);
const file = join(folder, name);
writeFileSync(file, bytes);

test("is called NAME-HASH.tar.gz", () => {
  expect(name).toBe("shop-0123456789ab.tar.gz");
});

test("GNU tar lists one top folder, sorted, root's, with one time", () => {
  const list = execFileSync("tar", ["--utc", "-tvzf", file], { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  const rows = list
    .trim()
    .split("\n")
    .map((row) => row.split(/\s+/));
  expect(
    rows
      .map(([mode, owner, , date, time]) => `${mode} ${owner} ${date} ${time}`)
      .every((row) => /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root\/root 1980-01-01 00:00$/.test(row)),
  ).toBe(true);
  const paths = rows.map((row) => row.at(-1) ?? "");
  expect(paths[0]).toBe("shop/");
  expect(paths).toEqual([...paths].sort());
  expect(paths).toContain(`shop/${LONG}`);
  expect(paths).toContain("shop/app/é.txt");
});

test("GNU tar extracts every file with its bytes and mode, and has nothing to complain about", () => {
  const said = execFileSync("sh", ["-c", 'umask 022; tar -xzf "$1" -C "$2" 2>&1', "sh", file, folder], { encoding: "utf8" });
  expect(said).toBe("");
  for (const { path, mode, text } of artifact.files) {
    const at = join(folder, "shop", path);
    expect(readFileSync(at, "utf8")).toBe(text);
    expect(statSync(at).mode & 0o777).toBe(mode);
  }
});

test("is the same bytes on every machine", () => {
  // A changed hash means that every user's archive changes: that belongs in the changelog.
  const tar = gunzipSync(bytes);
  expect(createHash("sha256").update(tar).digest("hex")).toMatchInlineSnapshot(
    `"43777cef86aff37621d5e26918354b23cccdde7204dbbf3d66e568b191c226f9"`,
  );
  expect(createHash("sha256").update(bytes).digest("hex")).toMatchInlineSnapshot(
    `"fb6a679dd9bab66d8462f4766e9ede632221d79a99f2771021d718ebf06994a7"`,
  );
  // RFC 1952: no time (bytes 4-7), the operating system is always "Unix" (byte 9).
  expect([...bytes.slice(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 3]);
});

test("a path that no header can hold is an internal error, not a broken archive", () => {
  expect(() => makeTar([{ path: "x".repeat(300), mode: 0o644, bytes: new Uint8Array() }])).toThrow("path too long");
});

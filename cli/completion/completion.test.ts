/** The bash script runs in bash; all scripts know all of the command table. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { commands } from "../commands/table.ts";
import { printCompletion } from "./completion.ts";

const folder = mkdtempSync(join(tmpdir(), "stackc-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "stack.yaml"), "");
writeFileSync(join(folder, "notes.txt"), "");
mkdirSync(join(folder, "site"));
const script = join(folder, "completion.bash");
writeFileSync(script, printCompletion("bash", commands));

/** What bash offers after `stackc ...words`, the last of which is being typed. */
function complete(...words: string[]): string[] {
  const ask = `source "$1"; shift; COMP_WORDS=(stackc "$@"); COMP_CWORD=$#
    complete -p stackc >/dev/null || exit 9; _stackc; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: process.env.PATH ?? "", LC_ALL: "C" };
  const said = execFileSync("bash", ["--norc", "-c", ask, "bash", script, ...words], { cwd: folder, encoding: "utf8", env });
  return said.split("\n").filter((word) => word !== "");
}

test("bash: commands", () => {
  expect(complete("")).toEqual([...Object.keys(commands), "--help", "--version"]);
  expect(complete("ge")).toEqual(["generate"]);
});

test("bash: flags and their values", () => {
  expect(complete("generate", "--ar")).toEqual(["--archive"]);
  expect(complete("check", "--output-format", "")).toEqual(["text", "json", "github", "sarif"]);
  expect(complete("init", "--framework", "f")).toEqual(["flask"]);
  expect(complete("generate", "--out", "")).toEqual(["site"]);
  expect(complete("generate", "-o", "")).toEqual(["site"]);
});

test("bash: arguments", () => {
  expect(complete("check", "")).toEqual(["stack.yaml", "site"]);
  expect(complete("explain", "unknown-k")).toEqual(["unknown-key"]);
  expect(complete("completion", "")).toEqual(["bash", "zsh", "fish"]);
});

test.each(["bash", "zsh", "fish"])("%s knows every command and flag", (shell) => {
  const text = printCompletion(shell, commands);
  for (const [name, command] of Object.entries(commands)) {
    expect(text).toContain(name);
    for (const flag of Object.keys(command.flags ?? {})) expect(text).toContain(shell === "fish" ? `-l ${flag}` : `--${flag}`);
  }
});

/** For tests: an artifact on disk as `generate` would write it, with a stand-in for the other layers' files. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeArtifact } from "../../manifest/manifest.ts";
import type { Plan } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";

export type Folder = Readonly<Record<string, string>>;

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), "stackc-host-"));
}

export function writeFolder(folder: string, files: Folder): void {
  for (const [path, text] of Object.entries(files)) write(join(folder, path), text, 0o644);
}

export function writeArtifact(folder: string, plan: Plan, own: Iterable<File>, others: Folder): string {
  const origin = { kind: "rule", id: "release" } as const;
  const foreign = Object.entries(others).map(
    ([path, text]): File => ({ path, mode: 0o644, text, lines: [{ first: 1, last: 1, origins: [origin] }] }),
  );
  const { files, hash } = makeArtifact(plan, [...own, ...foreign]);
  for (const { path, text, mode } of files) write(join(folder, path), text, mode);
  return hash;
}

function write(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

/** `stackc generate`: compile, then write, or with --check and --diff only compare. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeArchive } from "../../generators/archive/archive.ts";
import type { Artifact } from "../../generators/artifact.ts";
import type { CompileOptions } from "../../generators/compile.ts";
import type { Place } from "../../generators/plan/plan.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import type { Source } from "../../schema/source.ts";
import { compileAll } from "../compile-all.ts";
import { type Exit, FINDINGS, FINE } from "../exit.ts";
import { printText } from "../print/text.ts";
import { advise, refuse } from "../print/words.ts";
import { readSources } from "../read/sources.ts";
import { systemWords } from "../read/system-error.ts";
import type { Terminal } from "../terminal.ts";
import { compareFolder, type Difference, findEdits } from "./compare.ts";
import { type FolderState, inspectFolder } from "./folder.ts";
import { faultsOfLocal, type Local, placeOf } from "./local.ts";
import { printDifferences } from "./print-differences.ts";
import { writeArtifact, writeAtomically } from "./write.ts";

export type GenerateInput = {
  readonly files: readonly string[];
  /** The artifact's folder; with several stacks, the folder of their folders. */
  readonly out: string | null;
  readonly environment: string | null;
  readonly archive: boolean;
  readonly check: boolean;
  readonly diff: boolean;
  readonly force: boolean;
  readonly local: Local | null;
};

type Job = { readonly artifact: Artifact; readonly out: string; readonly state: FolderState; readonly differences: readonly Difference[] };

export function generate(input: GenerateInput, terminal: Terminal): Exit {
  const { sources, faults } = readSources(input.files);
  const wrong = [...faults, ...faultsOfLocal(input.local, sources)];
  if (wrong.length > 0) return refuse(terminal, wrong);

  const { artifacts, diagnostics } = compileAll(sources, (source) => optionsOf(input, source));
  terminal.words(printText(diagnostics, sources, terminal.paint));
  if (hasErrors(diagnostics)) return FINDINGS;

  const jobs = artifacts.map((artifact) => jobOf(input, artifact, artifacts.length > 1));
  if (input.check || input.diff) return compare(jobs, input.diff, terminal);
  return write(jobs, input, terminal);
}

function optionsOf({ environment, local }: GenerateInput, source: Source): CompileOptions {
  const place: Place = local === null ? { kind: "host" } : placeOf(local, source);
  return { environment, place };
}

function jobOf({ out, local }: GenerateInput, artifact: Artifact, several: boolean): Job {
  const folder = folderOf(out, local, artifact.plan.name, several);
  const state = inspectFolder(folder);
  return { artifact, out: folder, state, differences: compareFolder(folder, state, artifact) };
}

function folderOf(out: string | null, local: Local | null, name: string, several: boolean): string {
  if (out !== null) return several ? join(out, name) : out;
  return local === null ? join(BUILD, name) : join(resolve(local.prefix), "release");
}

/** A folder that is not ours differs in every file; --check has no need to refuse it. */
function compare(jobs: readonly Job[], asDiff: boolean, terminal: Terminal): Exit {
  let exit: Exit = FINE;
  for (const { out, differences } of jobs) {
    if (differences.length > 0) exit = FINDINGS;
    terminal.data(printDifferences(out, differences, asDiff));
  }
  return exit;
}

/** All folders are looked at before the first is written. */
function write(jobs: readonly Job[], { force, archive, out: stated, local }: GenerateInput, terminal: Terminal): Exit {
  const foreign = jobs.flatMap(({ state }) => (state.kind === "foreign" ? [state.fault] : []));
  if (foreign.length > 0) return refuse(terminal, foreign);
  const changed = jobs.filter(({ differences }) => differences.length > 0);
  const edited = changed.flatMap(({ artifact, out, state }) => findEdits(out, state, artifact).map((path) => join(out, path)));
  if (edited.length > 0 && !force) return refuseEdits(edited, terminal);
  for (const { artifact, out, state, differences } of jobs) {
    try {
      if (stated === null && local === null) makeBuildFolder();
      if (differences.length > 0) writeArtifact(out, state, artifact);
      if (archive) terminal.data(`${writeArchive(dirname(resolve(out)), artifact)}\n`);
    } catch (error) {
      const words = systemWords(error);
      if (words === null) throw error;
      return refuse(terminal, [`cannot write ${out}: ${words}`]);
    }
  }
  return FINE;
}

const BUILD = "build";

/** A folder of ours says itself that it is no source, as virtual environments do: else the next archive of the code holds the artifact. */
function makeBuildFolder(): void {
  if (existsSync(BUILD)) return;
  mkdirSync(BUILD);
  writeFileSync(join(BUILD, ".gitignore"), "*\n");
}

function refuseEdits(edited: readonly string[], terminal: Terminal): Exit {
  const exit = refuse(
    terminal,
    edited.map((path) => `${path} was changed by hand`),
  );
  advise(terminal, "bring the change into stack.yaml, look at it with --diff, or overwrite it with --force");
  return exit;
}

/** Beside the artifact's folder. */
function writeArchive(folder: string, artifact: Artifact): string {
  const { name, bytes } = makeArchive(artifact);
  const path = join(folder, name);
  writeAtomically(path, bytes);
  return path;
}

/** The site in a scratch folder: compiled, laid out, booted, asked, and gone. */
import type { Artifact } from "../../generators/artifact.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import { type Exit, FINDINGS, USAGE } from "../exit.ts";
import { faultsOfLocal } from "../generate/local.ts";
import { printableLines } from "../print/printable.ts";
import { printText } from "../print/text.ts";
import { advise, refuse } from "../print/words.ts";
import { environOver, readEnvFiles } from "../run/env-files.ts";
import { handOver, type Ordinary, ordinaryFor } from "../run/ordinary.ts";
import { fieldsOf, readableLine } from "../run/say.ts";
import { stateFolderOf } from "../run/state-folder.ts";
import { trimTraceback } from "../run/traceback.ts";
import type { Terminal } from "../terminal.ts";
import { askAll, elsewhereIn, placesIn, print } from "./ask-all.ts";
import type { Booted } from "./boot.ts";
import { missingPrograms } from "./installed.ts";
import { readStack } from "./read-stack.ts";
import type { Row } from "./report.ts";
import { Scratch } from "./scratch.ts";
import { hearStop } from "./stop-asked.ts";
import type { VerifyInput } from "./verify.ts";

type Input = Omit<VerifyInput, "url" | "probes" | "insecure">;

export async function verifyOwn(input: Input, terminal: Terminal): Promise<Exit> {
  const found = readStack(input.path);
  if (typeof found === "string") return refuseStack(found, terminal);
  const wrong = faultsOfLocal({ prefix: found.code, httpPort: 1, httpsPort: 2 }, [found.source]);
  if (wrong.length > 0) return refuse(terminal, [...new Set(wrong)]);
  const environ = readEnvFiles(found.code, input.envFile);
  if (environ.fault !== null) return refuse(terminal, [environ.fault]);
  const state = input.state === null ? null : stateFolderOf(found.code, input.state, process.env);
  if (state !== null && "fault" in state) return refuse(terminal, [state.fault]);
  const scratch = new Scratch();
  const stopping = hearStop(() => scratch.hurry());
  try {
    const { artifact, diagnostics } = await scratch.compile(found.source, found.code, {
      environment: input.environment,
      state: state?.path ?? null,
    });
    terminal.words(printText(diagnostics, [found.source], terminal.paint));
    if (artifact === null || hasErrors(diagnostics)) return FINDINGS;
    const user = ordinaryFor(artifact.plan, found.code);
    if (refuseMachine(artifact, user, scratch, terminal)) return USAGE;
    if (!scratch.site(artifact).probes.probes.some(({ action }) => action.kind === "mirror"))
      advise(terminal, "no path of an app is open to 127.0.0.1, so what an app is told is not asked");
    scratch.lay(artifact);
    const booted = scratch.start(artifact, user, environOver(environ, process.env));
    const fault = await Promise.race([booted.started, stopping.asked.then(() => "it was stopped")]);
    if (stopping.isAsked()) return stopped(terminal);
    if (fault !== null) return sayNotStarted(fault, booted, scratch, terminal);
    const places = placesIn(found.source, artifact.plan);
    const site = scratch.site(artifact);
    const rows = await askAll(site, places, stopping.isAsked);
    if (stopping.isAsked()) return stopped(terminal);
    if (typeof rows === "string") return sayNotStarted(`the site is gone: ${rows}`, booted, scratch, terminal);
    const { name, environment } = artifact.plan;
    const report = { name, environment, url: null, rows, leftOut: site.probes.leftOut, elsewhere: elsewhereIn(site) };
    const exit = print(report, input.format, terminal);
    if (rows.some(isServersFault)) sayLog(booted, scratch, terminal);
    return exit;
  } finally {
    await scratch.stop();
    stopping.close();
  }
}

/** An app that fails says why in its log alone. */
function isServersFault({ outcome }: Row): boolean {
  return outcome.kind === "failed" && outcome.faults.some((fault) => /^answered 5\d\d/.test(fault));
}

function sayLog(booted: Booted, { folder }: Scratch, terminal: Terminal): void {
  const lines = trimTraceback(booted.said().flatMap(readable).join("\n"), folder).trimEnd();
  if (lines !== "") terminal.words(`${printableLines(lines)}\n${terminal.paint.bold("above is what the servers said of it")}\n`);
}

function stopped(terminal: Terminal): Exit {
  terminal.words("stopped before the end; nothing of it is left\n");
  return FINDINGS;
}

function refuseStack(fault: string, terminal: Terminal): Exit {
  const exit = refuse(terminal, [fault]);
  advise(terminal, "name a stack file, or make one with `stackc init`");
  return exit;
}

/** What a user's stack cannot help. */
function refuseMachine(artifact: Artifact, user: Ordinary | null, { folder }: Scratch, terminal: Terminal): boolean {
  const missing = missingPrograms(artifact, process.env);
  const closed = missing.length > 0 ? null : handOver(user, artifact.plan, folder);
  const faults = closed === null ? missing : [closed];
  for (const { fault, help } of faults) {
    refuse(terminal, [fault]);
    advise(terminal, help);
  }
  return faults.length > 0;
}

function sayNotStarted(fault: string, booted: Booted, { folder }: Scratch, terminal: Terminal): Exit {
  const lines = trimTraceback(booted.said().flatMap(readable).join("\n"), folder);
  terminal.words(`${printableLines(lines.trimEnd())}\n`);
  terminal.words(
    `${terminal.paint.error("error")}${terminal.paint.bold(": the site does not start")} (${printableLines(fault)}); above is what its servers said last\n`,
  );
  return FINDINGS;
}

/** Our own servers write JSON; what an app died of stands in it. */
function readable(line: string): readonly string[] {
  const { why, traceback } = fieldsOf(line) ?? {};
  if (typeof traceback === "string") return [String(why), traceback];
  const text = readableLine("site", line);
  return text === null ? [] : [text];
}

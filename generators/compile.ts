/**
 * The whole line: parse -> overlay -> validate -> plan -> link -> emit. Pure: the same source
 * gives the same bytes anywhere. A step reports all of its faults, then the line stops.
 */
import type { Diagnostic, Result } from "../schema/diagnostic.ts";
import { hasErrors, sortDiagnostics } from "../schema/diagnostic.ts";
import { overlay } from "../schema/overlay.ts";
import { parse } from "../schema/parse.ts";
import { parsePath } from "../schema/path.ts";
import { report as makeDiagnostic } from "../schema/report.ts";
import type { Data, Source, Tree } from "../schema/source.ts";
import { validate } from "../schema/validate.ts";
import type { Artifact } from "./artifact.ts";
import { emitFiles } from "./emit.ts";
import { link } from "./link/link.ts";
import { type Measure, makeArtifact } from "./manifest/manifest.ts";
import { plan as makePlan } from "./plan/build.ts";
import type { Place } from "./plan/plan.ts";
import { registry } from "./registry.ts";
import { collect, type Fault } from "./report.ts";

export type CompileOptions = {
  /** An overlay of `environments`, or null for the base. */
  readonly environment: string | null;
  readonly place: Place;
  /** A native SHA-256, where the caller has one; the core's own is pure and slower. */
  readonly measure?: Measure;
  /** What a caller reads differently from what is written (`stackc run`); faults are shown at the nearest place that is there. */
  readonly rework?: (data: Data) => Data;
};

export const HOST: CompileOptions = { environment: null, place: { kind: "host" } };

export function compile(source: Source, options: CompileOptions = HOST): Result<Artifact> {
  const said: Diagnostic[] = [];
  const step = <T>(result: Result<T>): T | null => {
    said.push(...result.diagnostics);
    return hasErrors(said) ? null : result.value;
  };
  const stop = (): Result<Artifact> => ({ value: null, diagnostics: sortDiagnostics(said) });

  const parsed = step(parse(source));
  if (parsed === null) return stop();
  const written = step(overlay(parsed, options.environment));
  if (written === null) return stop();
  const tree = options.rework === undefined ? written : { ...written, data: options.rework(written.data) };
  const stack = step(validate(tree));
  if (stack === null) return stop();

  const { report, faults } = collect();
  const settled = (): boolean => {
    said.push(...faults.splice(0).map((fault) => locate(fault, tree)));
    return !hasErrors(said);
  };
  const plan = makePlan({ stack, tree, options, registry, report });
  if (!settled() || plan === null) return stop();
  link({ plan, report, registry });
  if (!settled()) return stop();
  const files = emitFiles({ plan, report, registry });
  if (!settled()) return stop();
  return { value: makeArtifact(plan, files, options.measure), diagnostics: sortDiagnostics(said) };
}

function locate(fault: Fault, tree: Tree): Diagnostic {
  return makeDiagnostic(fault.code, fault.layer, tree.locate(parsePath(fault.at)), fault.message, {
    ...(fault.help === undefined ? {} : { help: fault.help }),
    related: (fault.related ?? []).map(({ at, message }) => ({ span: tree.locate(parsePath(at)), message })),
  });
}

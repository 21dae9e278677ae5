/**
 * Does the project that lies beside a stack file have what the file names? Read as text, never run. Warnings alone: the code
 * that is deployed may be another than what lies here.
 */
import { dirname, resolve } from "node:path";
import { type CompileOptions, compile } from "../../../generators/compile.ts";
import type { Plan } from "../../../generators/plan/plan.ts";
import type { Diagnostic } from "../../../schema/diagnostic.ts";
import { overlay } from "../../../schema/overlay.ts";
import { parse } from "../../../schema/parse.ts";
import { parsePath } from "../../../schema/path.ts";
import { report } from "../../../schema/report.ts";
import type { Source } from "../../../schema/source.ts";
import { missingFiles, missingPages, missingRoot } from "./missing-files.ts";
import { missingModules } from "./missing-modules.ts";
import { type Beside, type Missing, openProject } from "./project-beside.ts";

/** Of a file that compiles; of any other its own faults are enough. */
export function checkBeside(source: Source, environment: string | null): readonly Diagnostic[] {
  const folder = resolve(dirname(source.file));
  const beside = openProject(folder);
  const plan = beside === null ? null : planHere(source, folder, environment);
  const parsed = parse(source).value;
  const tree = parsed === null ? null : overlay(parsed, environment).value;
  if (beside === null || plan === null || tree === null) return [];
  return missingIn(plan, beside).map(({ at, message, help }) =>
    report("not-in-project", "framework", tree.locate(parsePath(at)), message, { help }),
  );
}

function missingIn(plan: Plan, beside: Beside): readonly Missing[] {
  const apps = plan.apps.flatMap((app) => {
    const root = missingRoot(app, beside);
    if (root.length > 0 || !beside.isBelow(app.root)) return root;
    return [...missingModules(app, beside), ...missingFiles(app, plan, beside)];
  });
  return [...apps, ...missingPages(plan, beside)];
}

/** The stack as it would be run from this folder: its paths are those of the project. Nothing is written, so no file is measured. */
function planHere(source: Source, folder: string, environment: string | null): Plan | null {
  const options: CompileOptions = {
    environment,
    place: { kind: "local", prefix: "/stackc-check", code: folder, httpPort: 8080, httpsPort: 8443 },
    measure: () => ({ size: 0, sha256: "0".repeat(64) }),
  };
  return compile(source, options).value?.plan ?? null;
}

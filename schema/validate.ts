/**
 * From data to a typed Stack: the schema's own errors, each as one diagnostic at its place, and what a
 * schema cannot say (keys of the environments nobody chose, digits an environment variable would lose, addresses inside networks).
 */
import { checkCalendars } from "./check-calendars.ts";
import { checkEnvNumbers } from "./check-env-numbers.ts";
import { checkEnvironments } from "./check-environments.ts";
import { checkNetworks } from "./check-networks.ts";
import { withDefaults } from "./defaults.ts";
import { type Diagnostic, hasErrors, type Result, sortDiagnostics } from "./diagnostic.ts";
import { faultsOf } from "./schema-faults.ts";
import type { Tree } from "./source.ts";
import type { Stack } from "./stack.generated.ts";
import checkSchema from "./validate.generated.js";

const CHECKS: readonly ((tree: Tree) => readonly Diagnostic[])[] = [checkEnvironments, checkEnvNumbers, checkCalendars, checkNetworks];

const MOST_DIAGNOSTICS = 100;

export function validate(tree: Tree): Result<Stack> {
  checkSchema(tree.data);
  const errors = checkSchema.errors ?? [];
  const found = [...faultsOf(errors, tree), ...CHECKS.flatMap((check) => check(tree))];
  const diagnostics = withoutRepeats(sortDiagnostics(found)).slice(0, MOST_DIAGNOSTICS);
  return { value: hasErrors(diagnostics) ? null : (withDefaults(tree.data, "Stack") as unknown as Stack), diagnostics };
}

/** One place may be read twice: a value behind several aliases, a key of the chosen environment. */
function withoutRepeats(sorted: readonly Diagnostic[]): Diagnostic[] {
  return sorted.filter((diagnostic, i) => {
    const last = sorted[i - 1];
    return last === undefined || keyOf(last) !== keyOf(diagnostic);
  });
}

function keyOf({ code, message, span }: Diagnostic): string {
  return `${span.start.offset} ${code} ${message}`;
}

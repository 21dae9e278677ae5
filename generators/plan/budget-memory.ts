/** A budget of memory that not even what was stated fits into: the kernel would kill workers as soon as they are used. */
import { below } from "../../schema/path.ts";
import type { Stack } from "../../schema/stack.generated.ts";
import { sizeBytes } from "../../schema/units.ts";
import type { Report } from "../report.ts";
import type { AppSource } from "./app-sources.ts";

/** Python with a small framework, at rest. */
const LEAST_BYTES = 32 * 1024 ** 2;
const MB = 1024 ** 2;

type Part = { readonly at: string; readonly name: string; readonly bytes: number };

export function checkMemory(stack: Stack, apps: readonly AppSource[], report: Report): void {
  const memory = stack.budget?.memory;
  if (memory === undefined) return;
  const parts = [...apps.map(partOfApp), ...partsOfProcesses(stack)];
  const needed = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (needed <= sizeBytes(memory)) return;
  report({
    code: "budget-memory",
    layer: "plan",
    at: "budget.memory",
    message: `${megabytes(sizeBytes(memory))} are less than the ${megabytes(needed)} that the stack's workers and processes take`,
    help: "raise budget.memory, or lower max_memory, workers, or the memory of processes",
    related: parts.map(({ at, name, bytes }) => ({ at, message: `${name} takes ${megabytes(bytes)}` })),
  });
}

/** What is stated, at its most; else one worker, as small as they come. */
function partOfApp({ name, wsgi, wsgiAt }: AppSource): Part {
  const stated = wsgi.max_memory;
  if (stated === false) return { at: below(wsgiAt, "workers"), name, bytes: LEAST_BYTES };
  const workers = typeof wsgi.workers === "number" ? wsgi.workers : 1;
  return { at: below(wsgiAt, "max_memory"), name, bytes: workers * sizeBytes(stated) };
}

function partsOfProcesses(stack: Stack): readonly Part[] {
  return Object.entries(stack.processes).flatMap(([name, process]) => {
    if (process.memory === undefined) return [];
    return [{ at: `processes.${name}.memory`, name, bytes: process.instances * sizeBytes(process.memory) }];
  });
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / MB)} MB`;
}

/**
 * Intent in numbers to numbers for each layer: workers x threads of all apps, and all other
 * processes, together open no more connections than the database gives (RULES P1), and fit
 * the memory and CPUs that were stated.
 */

import { below } from "../../schema/path.ts";
import type { Stack } from "../../schema/stack.generated.ts";
import { sizeBytes } from "../../schema/units.ts";
import type { Report } from "../report.ts";
import type { AppSource } from "./app-sources.ts";
import { checkMemory } from "./budget-memory.ts";
import type { Budget } from "./plan.ts";

/** What one app may take. */
export type Share = { readonly workersMax: number; readonly threadsMax: number; readonly connectionsMax: number | null };

const WORKERS_MAX = 64;
const THREADS_AUTO = 4;
/** A Python web worker at rest takes 40 to 150 MB; stated by max_memory where the user knows better. */
const WORKER_BYTES = 128 * 1024 ** 2;

export function planShares(stack: Stack, apps: readonly AppSource[], report: Report): ReadonlyMap<string, Share> {
  checkMemory(stack, apps, report);
  const connections = connectionsForApps(stack, report);
  const fixed = apps.reduce((sum, app) => sum + (fixedConnections(app) ?? 0), 0);
  const open = apps.filter((app) => fixedConnections(app) === null);
  const each = connections === null ? null : Math.floor((connections - fixed) / Math.max(1, open.length));
  if (connections !== null && (fixed > connections || (open.length > 0 && (each ?? 1) < 1))) reportConnections(apps, connections, report);
  return new Map(apps.map((app) => [app.name, shareOf(stack, apps.length, app, fixedConnections(app) ?? each)]));
}

/** Both numbers stated: workers x threads; null where one is `auto`. */
function fixedConnections({ wsgi }: AppSource): number | null {
  const { workers, threads } = wsgi;
  return workers === "auto" || threads === "auto" ? null : workers * threads;
}

function connectionsForApps(stack: Stack, report: Report): number | null {
  const total = stack.budget.db_connections;
  if (total === undefined) return null;
  const left = total - stack.budget.db_reserved - instancesOf(stack);
  if (left < 1)
    report({
      code: "budget-connections",
      layer: "plan",
      at: "budget.db_connections",
      message: `${total} database connections leave none for the apps after ${stack.budget.db_reserved} reserved and ${instancesOf(stack)} for processes`,
      help: "raise db_connections with the database's max_connections, or put a pooler in between",
    });
  // Said once: that the apps' workers find none follows from it.
  return left < 1 ? null : left;
}

/** Each instance of a process and each scheduled command may hold one connection. */
function instancesOf(stack: Stack): number {
  const processes = Object.values(stack.processes).map(({ instances }) => instances);
  return processes.reduce((sum, count) => sum + count, 0) + Object.keys(stack.schedule).length;
}

function reportConnections(apps: readonly AppSource[], left: number, report: Report): void {
  report({
    code: "budget-connections",
    layer: "plan",
    at: "budget.db_connections",
    message: `the apps' workers and threads open more than the ${left} database connections left for them`,
    help: "lower workers or threads, leave them to `auto`, or raise db_connections",
    related: apps
      .filter((app) => fixedConnections(app) !== null)
      .map((app) => ({ at: below(app.wsgiAt, "workers"), message: `${app.name} opens up to ${fixedConnections(app) ?? 0}` })),
  });
}

function shareOf(stack: Stack, apps: number, { wsgi }: AppSource, connections: number | null): Share {
  const { workers, threads } = wsgi;
  const allowed = connections ?? Number.POSITIVE_INFINITY;
  const threadsMax =
    threads === "auto" ? Math.max(1, Math.min(THREADS_AUTO, workers === "auto" ? allowed : Math.floor(allowed / workers))) : threads;
  const bounds = [WORKERS_MAX, Math.floor(allowed / threadsMax), byMemory(stack, apps, wsgi.max_memory), byCpus(stack, apps)];
  const workersMax = workers === "auto" ? Math.max(1, Math.min(...bounds)) : workers;
  return { workersMax, threadsMax, connectionsMax: connections };
}

function byMemory(stack: Stack, apps: number, maxMemory: string | false): number {
  const memory = stack.budget.memory;
  if (memory === undefined) return WORKERS_MAX;
  const worker = maxMemory === false ? WORKER_BYTES : sizeBytes(maxMemory);
  return Math.floor(sizeBytes(memory) / apps / worker);
}

/** Twice the CPUs and one: what gunicorn's manual advises, for all apps together. */
function byCpus(stack: Stack, apps: number): number {
  const cpus = stack.budget.cpus;
  return cpus === undefined ? WORKERS_MAX : Math.floor((2 * cpus + 1) / apps);
}

export function planBudget(stack: Stack, shares: ReadonlyMap<string, Share>): Budget {
  const { budget } = stack;
  const used = [...shares.values()].reduce((sum, share) => sum + share.workersMax * share.threadsMax, instancesOf(stack));
  return {
    memoryBytes: budget.memory === undefined ? null : sizeBytes(budget.memory),
    cpus: budget.cpus ?? null,
    dbConnections: budget.db_connections ?? null,
    dbReserved: budget.db_reserved,
    dbConnectionsUsed: budget.db_connections === undefined ? null : used,
  };
}

/**
 * `workers: auto` is decided on the host, at start: a Python module beside the glue that counts
 * CPUs and memory as the kernel grants them to this service, for the servers that cannot count
 * themselves.
 */
import { released, SHARED_GLUE } from "../plan/paths.ts";
import type { App, Plan } from "../plan/plan.ts";
import type { File } from "../render/file.ts";
import { sharedModule } from "../render/shared-module.ts";
import template from "./capacity.py.hbs";

export const CAPACITY_MODULE = "stackc_capacity";

/** Bytes one worker is reckoned at where `max_memory` says nothing: a Django process of usual size. */
const WORKER_BYTES = 128 * 1024 * 1024;

export function workerBytes(app: App): number {
  return app.server.maxMemoryBytes ?? WORKER_BYTES;
}

export function capacityFile(plan: Plan): File {
  return sharedModule(plan, CAPACITY_MODULE, template);
}

export function capacityPath(plan: Plan): string {
  return `${released(plan, SHARED_GLUE)}/${CAPACITY_MODULE}.py`;
}

/** Threads are waiting room for slow databases, not a speed-up: few, and bounded by the budget. */
export function threadsOf(app: App): number {
  const { threads, threadsMax } = app.server;
  return threads === "auto" ? Math.max(1, Math.min(4, threadsMax)) : threads;
}

/** What this machine, or the control group it gives us, has: CPUs and memory (cgroup v2, then v1, then all there is). */
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Machine } from "./size.ts";

type Read = (path: string) => string | null;

export function readMachine(): Machine {
  return machineOf(readOrNull, cpus().length, totalmem());
}

export function machineOf(read: Read, allCpus: number, allBytes: number): Machine {
  const groups = groupsOf(read);
  const quotas = groups.map((group) => quotaOf(read, group)).filter((quota) => quota !== null);
  const limits = groups.map((group) => limitOf(read, group)).filter((limit) => limit !== null);
  return { cpus: Math.max(0.1, Math.min(allCpus, ...quotas)), memoryBytes: Math.min(allBytes, ...limits) };
}

/** Our own group and all above it: the narrowest limit holds. */
function groupsOf(read: Read): readonly string[] {
  const own = /^0::(\/\S*)$/m.exec(read("/proc/self/cgroup") ?? "")?.[1] ?? "/";
  const groups: string[] = [];
  for (let path = own.replace(/\/$/, ""); path !== ""; path = path.slice(0, path.lastIndexOf("/"))) groups.push(`/sys/fs/cgroup${path}`);
  return [...groups, "/sys/fs/cgroup"];
}

/** cpu.max: `quota period` in microseconds, or `max period`. */
function quotaOf(read: Read, group: string): number | null {
  const [, quota, period] = /^([0-9]+) ([0-9]+)/.exec(read(`${group}/cpu.max`) ?? "") ?? [];
  if (quota !== undefined) return Number(quota) / Number(period);
  const old = Number(read(`${group}/cpu/cpu.cfs_quota_us`) ?? -1);
  return old > 0 ? old / Number(read(`${group}/cpu/cpu.cfs_period_us`) ?? 100_000) : null;
}

function limitOf(read: Read, group: string): number | null {
  const text = read(`${group}/memory.max`) ?? read(`${group}/memory/memory.limit_in_bytes`);
  const bytes = Number(text ?? Number.NaN);
  return Number.isFinite(bytes) && bytes > 0 ? bytes : null;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

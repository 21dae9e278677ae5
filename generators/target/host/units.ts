/**
 * The names of a stack's units. One table for
 * the units themselves, for bin/release and for RUNBOOK.md.
 */
import { serverUnitOf } from "../../plan/paths.ts";
import type { App, Plan, Process, Timed } from "../../plan/plan.ts";

export const targetUnit = (plan: Plan): string => `${plan.name}.target`;
export const sliceUnit = (plan: Plan): string => `${plan.name}.slice`;
export const webUnit = (plan: Plan): string => `${plan.name}-web`;
export const processUnit = (plan: Plan, process: Process): string => `${plan.name}-${process.name}`;
export const timedUnit = (plan: Plan, timed: Timed): string => `${plan.name}-${timed.name}`;

/** Memory and CPUs were stated for all of the stack together, so one slice holds them all. */
export function hasSlice({ budget }: Plan): boolean {
  return budget.memoryBytes !== null || budget.cpus !== null;
}

export type UnitNames = {
  readonly sockets: readonly string[];
  readonly services: readonly string[];
  readonly timers: readonly string[];
};

/** What the target pulls in; the services of timers are started by their timers alone. */
export function unitNames(plan: Plan): UnitNames {
  const servers = plan.apps.filter((app) => app.server.run !== null);
  const { run } = plan.web;
  const web = run === null ? [] : [webUnit(plan)];
  return {
    sockets: [
      ...servers.filter(isActivated).map((app) => `${serverUnitOf(plan, app)}.socket`),
      ...(run?.socketActivation ? web.map((unit) => `${unit}.socket`) : []),
    ],
    services: [
      ...servers.map((app) => `${serverUnitOf(plan, app)}.service`),
      ...web.map((unit) => `${unit}.service`),
      ...plan.processes.flatMap((process) => instancesOf(plan, process)),
    ],
    timers: plan.schedule.map((timed) => `${timedUnit(plan, timed)}.timer`),
  };
}

/** The services that run the stack's own code, those of timers too: they have one /tmp together (systemd.unit(5), JoinsNamespaceOf=). */
export function tmpUnits(plan: Plan): readonly string[] {
  return [
    ...plan.apps.filter((app) => app.server.run !== null).map((app) => `${serverUnitOf(plan, app)}.service`),
    ...plan.processes.flatMap((process) => instancesOf(plan, process)),
    ...plan.schedule.map((timed) => `${timedUnit(plan, timed)}.service`),
  ];
}

export function isActivated({ server }: Pick<App, "server">): boolean {
  return server.run?.socketActivation === true && server.socket !== null;
}

export function instancesOf(plan: Plan, process: Process): string[] {
  const unit = processUnit(plan, process);
  if (process.instances === 1) return [`${unit}.service`];
  return Array.from({ length: process.instances }, (_, i) => `${unit}@${i + 1}.service`);
}

export function isEmpty({ sockets, services, timers }: UnitNames): boolean {
  return sockets.length + services.length + timers.length === 0;
}

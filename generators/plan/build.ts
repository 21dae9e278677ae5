/**
 * Stack to Plan: every default filled in, every link chosen, every number solved. Order
 * matters only where one part needs another: trust before TLS, the URL table before the apps.
 */

import type { Tree } from "../../schema/source.ts";
import type { Stack } from "../../schema/stack.generated.ts";
import type { Registry } from "../layer.ts";
import type { Report } from "../report.ts";
import { appSources } from "./app-sources.ts";
import { planApps } from "./apps.ts";
import { planBudget, planShares } from "./budget.ts";
import { reportIdle } from "./idle-statements.ts";
import { planHooks, planProcesses, planSchedule } from "./jobs.ts";
import { planLocations } from "./locations.ts";
import { pathsOf } from "./paths.ts";
import type { App, Place, Plan } from "./plan.ts";
import { reportReserved } from "./reserved-paths.ts";
import { planSite, planTrust, withLocalhost } from "./site.ts";
import { gatherStatements } from "./statements.ts";
import { osOf } from "./versions.ts";
import { planWeb } from "./web.ts";
import { writtenIn } from "./written.ts";

export type PlanInput = {
  readonly stack: Stack;
  readonly tree: Tree;
  readonly options: { readonly environment: string | null; readonly place: Place };
  readonly registry: Registry;
  readonly report: Report;
};

/** Null when a link could not be chosen; the fault has been reported. */
export function plan({ stack, tree, options, registry, report }: PlanInput): Plan | null {
  const { place, environment } = options;
  const { target } = stack;
  const os = osOf(target.os);
  const paths = pathsOf(stack.name, place);
  const trust = planTrust(stack, place, report);
  const web = planWeb({ stack, server: registry.web[stack.web.server], os, place, paths, trust, report });
  const sources = appSources(stack, paths, report);
  const statements = gatherStatements(stack, sources, paths, report);
  const locations = planLocations(statements, web.limits);
  reportIdle(statements, locations, report);
  reportReserved(statements, { name: stack.name, tls: web.tls }, report);
  const shares = planShares(stack, sources, report);
  const apps = planApps({ sources, shares, locations, web: web.server, os: os.name, place, paths, registry, report });
  if (apps.length < sources.length) return null;
  const jobs = { stack, apps, paths, registry, report };
  const whole: Plan = {
    name: stack.name,
    environment,
    os,
    place,
    paths,
    users: { app: target.user ?? stack.name, web: target.web_user },
    site: withLocalhost(planSite(stack, trust, web.listen, report), place),
    trust,
    web,
    locations,
    apps,
    processes: planProcesses(jobs),
    schedule: planSchedule(jobs),
    hooks: planHooks(jobs),
    budget: planBudget(stack, shares),
    written: writtenIn(tree),
  };
  return freeze(withRuns(whole, registry));
}

/** How each server is started is its layer's knowledge, and needs the whole plan. */
function withRuns(plan: Plan, registry: Registry): Plan {
  const run = (app: App): App => ({ ...app, server: { ...app.server, run: registry.wsgi[app.server.name].run(app, plan) } });
  return { ...plan, web: { ...plan.web, run: registry.web[plan.web.server].run(plan) }, apps: plan.apps.map(run) };
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) freeze(child);
  return Object.freeze(value);
}

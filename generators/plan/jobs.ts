/** Other commands of the stack: long-running, timed, and those of a release. */

import { nearest } from "../../schema/nearest.ts";
import { below } from "../../schema/path.ts";
import type { Command, Stack } from "../../schema/stack.generated.ts";
import { sizeBytes } from "../../schema/units.ts";
import { frameworkLayer } from "../chosen.ts";
import type { Collect } from "../framework/facts.ts";
import type { Registry } from "../layer.ts";
import type { Report } from "../report.ts";
import { planEnv } from "./apps.ts";
import { seconds } from "./input.ts";
import type { App, Hook, Paths, Plan, Process, Timed } from "./plan.ts";
import { usualFolder } from "./usual-folder.ts";

export type JobsInput = {
  readonly stack: Stack;
  readonly apps: readonly App[];
  readonly paths: Paths;
  readonly registry: Registry;
  readonly report: Report;
};

/** A command line is split at blanks: no shell ever reads it. */
export function argvOf(command: Command): readonly string[] {
  return typeof command === "string" ? command.trim().split(/\s+/) : command;
}

export function planProcesses({ stack, apps, report }: JobsInput): Process[] {
  return Object.entries(stack.processes).map(([name, process]) => {
    const at = below("processes", name);
    reportInstance(argvOf(process.command), process.instances, at, report);
    const signal = `SIG${process.stop_signal}` as const;
    return {
      name,
      at,
      app: appNamed(process.app, at, apps, report),
      argv: argvOf(process.command),
      instances: process.instances,
      gracefulS: seconds(process.graceful_time),
      stopSignal: signal,
      memoryBytes: process.memory === undefined ? null : sizeBytes(process.memory),
      env: planEnv(process.env, below(at, "env"), report),
    };
  });
}

/** systemd's `%i`, supervisord's `%(process_num)s`: a command of stack.yaml is no template. */
function reportInstance(argv: readonly string[], instances: number, at: string, report: Report): void {
  const word = argv.map((one) => /%i\b|%\(process_num\)\w*/.exec(one)?.[0]).find((found) => found !== undefined);
  // Celery has a %i of its own.
  if (word === undefined || argv.some((one) => one.includes("celery"))) return;
  report({
    code: "no-effect",
    layer: "plan",
    at: below(at, "command"),
    message: `${word} stands in the command as it is: a process is not told which of its ${instances} instances it is`,
    help: "leave it out; where each instance needs a number, state a process for each",
  });
}

export function planSchedule({ stack, apps, report }: JobsInput): Timed[] {
  return Object.entries(stack.schedule).map(([name, job]) => {
    const at = below("schedule", name);
    return {
      name,
      at,
      app: appNamed(job.app, at, apps, report),
      argv: argvOf(job.command),
      when: job.every === undefined ? { calendar: calendarOf(job.at ?? "daily") } : { everyS: seconds(job.every) },
      timeoutS: seconds(job.timeout),
      env: planEnv(job.env, below(at, "env"), report),
    };
  });
}

/** `03:00` is every day at that time; the rest is systemd.time(7)'s own. */
function calendarOf(at: string): string {
  return /^\d{2}:\d{2}(?::\d{2})?$/.test(at) ? `*-*-* ${at}${at.length === 5 ? ":00" : ""}` : at;
}

/** A command of the framework's own that fills the folder of static files, for an app that has one. */
type Collecting = { readonly collect: Collect; readonly hook: Hook };

/** The user's hooks. Where no build is stated, static files are collected: those with a place in the release. */
export function planHooks({ stack, apps, paths, registry, report }: JobsInput): Plan["hooks"] {
  const first = apps[0]?.name ?? "";
  const own = (commands: readonly Command[] | undefined, at: string): Hook[] =>
    (commands ?? []).map((command, i) => ({ app: first, argv: argvOf(command), at: `${at}[${i}]` }));
  const build = stack.hooks?.build;
  const collecting = apps.flatMap((app): Collecting[] => {
    const { collect } = frameworkLayer(app, { registry }).facts;
    if (collect === null || !isCollected(app, paths)) return [];
    return [{ collect, hook: { app: app.name, argv: [app.python, ...collect.arguments], at: below(app.at, "static") } }];
  });
  const release = own(stack.hooks?.release, "hooks.release");
  if (build === undefined) return { build: collecting.map(({ hook }) => hook), release };
  const words = build.flatMap(argvOf);
  reportUncollected(
    collecting.filter(({ collect }) => !words.includes(collect.word)),
    report,
  );
  return { build: own(build, "hooks.build"), release };
}

/** What lies ready made elsewhere, in a package's folder say, is nobody's to collect. */
function isCollected(app: App, { code }: Paths): boolean {
  return usualFolder(app.statics, "/static/", app)?.folder.startsWith(`${code}/`) ?? false;
}

function reportUncollected(collecting: readonly Collecting[], report: Report): void {
  for (const { collect, hook } of collecting)
    report({
      code: "uncollected",
      layer: "plan",
      at: "hooks.build",
      message: `hooks.build is the whole list, and does not collect the static files of ${hook.app}`,
      help: collect.help,
      related: [{ at: hook.at, message: "the folder is stated here" }],
    });
}

function appNamed(name: string | undefined, at: string, apps: readonly App[], report: Report): string {
  const names = apps.map((app) => app.name);
  if (name !== undefined && !names.includes(name)) {
    const meant = nearest(name, names);
    report({
      code: "unknown-app",
      layer: "plan",
      at: below(at, "app"),
      message: `no app is named ${name}`,
      help: meant === null ? `the apps are: ${names.join(", ")}` : `did you mean ${meant}?`,
    });
  }
  return name ?? names[0] ?? "";
}

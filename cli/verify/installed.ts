/** Whether the programs that a stack's site is started with are on this machine, and which package has those that are not. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import type { Artifact } from "../../generators/artifact.ts";
import { wsgiLayer } from "../../generators/chosen.ts";
import type { App, Plan } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import { pathOf } from "../run/version.ts";

/** What bin/local itself calls. */
const TOOLS: readonly (readonly [program: string, packages: string])[] = [
  ["curl", "curl"],
  ["openssl", "openssl"],
  ["flock", "util-linux"],
];

type Need = { readonly what: string; readonly program: string; readonly help: string };

/** Words for each that is missing; none when all are there. */
export function missingPrograms(
  { plan }: Artifact,
  environ: NodeJS.ProcessEnv,
): readonly { readonly fault: string; readonly help: string }[] {
  return [...needsOf(plan), ...moduleNeeds(plan)]
    .filter(({ program }) => !isThere(program, environ))
    .map(({ what, program, help }) => ({ fault: `${what} is not installed: there is no ${program}`, help }));
}

function needsOf(plan: Plan): readonly Need[] {
  const { server } = plan.web;
  const { local } = registry.web[server];
  const [web = ""] = local.argv(plan);
  return [
    { what: server, program: web, help: installing(local.package) },
    ...TOOLS.map(([program, packages]) => ({ what: program, program, help: installing(packages) })),
    ...plan.apps.flatMap((app) => appNeeds(app)),
  ];
}

function appNeeds(app: App): readonly Need[] {
  const { server, python, virtualenv, at } = app;
  const interpreter = {
    what: "Python",
    program: python,
    help: virtualenv === null ? installing("python3") : `make the virtual environment, or name another with ${at}.python`,
  };
  const packages = wsgiLayer(app, { registry }).packages(app, false);
  const help = server.distribution ? installing(packages.join(" ")) : `install ${server.name} where ${server.command} is said to be`;
  return [interpreter, ...(server.command === null ? [] : [{ what: server.name, program: server.command, help }])];
}

function moduleNeeds(plan: Plan): readonly Need[] {
  const modules = registry.web[plan.web.server].local.modules(plan);
  return modules.map((module) => ({ what: module.name, program: module.file, help: installing(module.package) }));
}

function installing(packages: string): string {
  return `on Debian and Ubuntu: apt-get install ${packages}`;
}

function isThere(program: string, environ: NodeJS.ProcessEnv): boolean {
  const paths = program.includes("/") ? [program] : pathOf(environ).map((folder) => join(folder, program));
  return paths.some((path) => {
    try {
      accessSync(path, program.endsWith(".so") ? constants.R_OK : constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Apache as a host's distribution has it, and as an ordinary user starts it. */
import { released } from "../../plan/paths.ts";
import type { Os, OsName, Plan } from "../../plan/plan.ts";
import type { WebHost, WebLocal } from "../facts.ts";
import { factsOf } from "./facts.ts";
import { modulesOf } from "./modules.ts";
import { LOG_FOLDER } from "./names.ts";
import release from "./release.sh.hbs";

/** Sources: packages.debian.org and packages.ubuntu.com, November 2026. */
const SHIPPED: Readonly<Record<OsName, string>> = {
  "debian-12": "2.4.62",
  "debian-13": "2.4.65",
  "ubuntu-24.04": "2.4.58",
  "ubuntu-22.04": "2.4.52",
};

export const version = ({ name }: Os): string => SHIPPED[name];

export function packages(plan: Plan): readonly string[] {
  return ["apache2", ...packagedModules(plan).map((module) => module.package)];
}

const SITES = "/etc/apache2/sites-enabled";

export const host: WebHost = {
  unit: "apache2.service",
  settings: "/etc/apache2",
  mainFile: "/etc/apache2/apache2.conf",
  siteLink: (stack) => `${SITES}/${stack}.conf`,
  // The first file of the folder answers for unknown names.
  catchAllLink: (stack) => `${SITES}/000-${stack}-default.conf`,
  defaultSite: `${SITES}/000-default.conf`,
  sites: [`${SITES}/*`],
  // https://httpd.apache.org/docs/2.4/stopping.html#gracefulstop
  stopSignal: "WINCH",
  release,
  programs: ["apache2", "apachectl"],
  logFolder: LOG_FOLDER,
  // mod_cache_disk makes its own.
  cacheFolder: () => null,
};

/** Debian's place for modules. */
const MODULES = "/usr/lib/apache2/modules";

const settings = (plan: Plan): string => released(plan, "local/apache2.conf");

export const local: WebLocal = {
  argv: (plan) => ["apache2", "-D", "FOREGROUND", "-f", settings(plan)],
  checkArgv: (plan) => ["apache2", "-f", settings(plan), "-t"],
  reloadSignal: "SIGUSR1",
  events: null,
  telling: (file) => file,
  package: "apache2",
  modules: (plan) =>
    packagedModules(plan).map(({ name, package: of }) => ({ name: `mod_${name}`, file: `${MODULES}/mod_${name}.so`, package: of })),
};

function packagedModules(plan: Plan) {
  return modulesOf(plan, factsOf(plan)).flatMap((module) => (module.package === null ? [] : [{ ...module, package: module.package }]));
}

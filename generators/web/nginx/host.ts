/** nginx as a host's distribution has it, and as an ordinary user starts it. */
import { released } from "../../plan/paths.ts";
import type { Os, OsName, Plan } from "../../plan/plan.ts";
import type { WebHost, WebLocal } from "../facts.ts";
import { LOG_FOLDER } from "./names.ts";
import release from "./release.sh.hbs";

/** Sources: packages.debian.org and packages.ubuntu.com, November 2026. */
const SHIPPED: Readonly<Record<OsName, string>> = {
  "debian-12": "1.22.1",
  "debian-13": "1.26.3",
  "ubuntu-24.04": "1.24.0",
  "ubuntu-22.04": "1.18.0",
};

export const version = ({ name }: Os): string => SHIPPED[name];

export function packages({ web }: Plan): readonly string[] {
  const brotli = web.compression.brotli ? ["libnginx-mod-http-brotli-filter", "libnginx-mod-http-brotli-static"] : [];
  return ["nginx", ...brotli];
}

export const host: WebHost = {
  unit: "nginx.service",
  settings: "/etc/nginx",
  mainFile: "/etc/nginx/nginx.conf",
  siteLink: (stack) => `/etc/nginx/conf.d/${stack}.conf`,
  // default-server.conf is a part of the site's own file.
  catchAllLink: () => null,
  defaultSite: "/etc/nginx/sites-enabled/default",
  sites: ["/etc/nginx/conf.d/*.conf", "/etc/nginx/sites-enabled/*"],
  // nginx(8)
  stopSignal: "QUIT",
  release,
  programs: ["nginx"],
  logFolder: LOG_FOLDER,
  cacheFolder: ({ paths, locations }) => (locations.some(({ cache }) => cache !== null) ? `${paths.cache}/nginx` : null),
};

const argv = (plan: Plan): readonly string[] => ["nginx", "-e", "stderr", "-c", released(plan, "local/nginx.conf")];

export const local: WebLocal = {
  argv,
  checkArgv: (plan) => [...argv(plan), "-t"],
  reloadSignal: "SIGHUP",
  events: null,
  telling: (file) => file,
  package: "nginx",
  modules: () => [],
};

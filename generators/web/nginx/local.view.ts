/** The main file for a local place; on a host it is the distribution's. */

import type { Given } from "./facts.ts";
import { logFile, snippet } from "./names.ts";

/** Where Debian and Ubuntu put modules. */
const BROTLI = ["filter", "static"].map((part) => `/usr/lib/nginx/modules/ngx_http_brotli_${part}_module.so`);

export function localView({ plan, q }: Pick<Given, "plan" | "q">) {
  const rule = { rule: "local" } as const;
  return {
    modules: plan.web.modules.includes("brotli") ? BROTLI.map((file) => q.path(file, "web.modules")) : [],
    pid: q.path(`${plan.paths.run}/nginx.pid`, rule),
    errorLog: q.path(logFile(plan, "error"), rule),
    errorLevel: q.keyword(plan.web.logs.level, "web.logs.level"),
    temp: q.path(`${plan.paths.cache}/nginx`, rule),
    site: q.path(snippet(plan, "site"), rule),
  };
}

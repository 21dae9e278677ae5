/** A main file of our own, where no distribution's is: loads what the site needs, from Debian's folders. */
import type { Emit } from "../../layer.ts";
import { quoteApache } from "../../quote/apache.ts";
import type { Facts } from "./facts.ts";
import { modulesOf } from "./modules.ts";
import { logFile, snippet } from "./names.ts";

/** What Debian enables by itself and our files lean on. */
const BASE = ["authn_core", "dir"];

export function localView(emit: Emit, facts: Facts) {
  const { plan } = emit;
  const q = quoteApache(emit);
  const names = new Set([...BASE, ...modulesOf(plan, facts).map(({ name }) => name)]);
  return {
    run: q.path(plan.paths.run, { rule: "F7" }),
    runFolder: q.pathPart(plan.paths.run, { rule: "F7" }),
    errorLog: q.path(logFile(plan, "error"), { rule: "F6" }),
    modules: [...names].sort().map((name) => ({ name: q.word(name, { rule: "modules" }) })),
    tls: plan.web.tls !== null,
    caches: facts.caches,
    cacheRoot: q.path(`${plan.paths.cache}/apache`, "web.cache"),
    catchAll: plan.web.catchAll ? q.path(snippet(plan, "default-server"), { rule: "layout" }) : null,
    site: q.path(snippet(plan, "site"), { rule: "layout" }),
  };
}

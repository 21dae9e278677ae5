import type { Given } from "./facts.ts";
import { modulesOf, needsPcre, PCRE, PCRE_LIBRARY } from "./modules.ts";
import { logFile, snippet } from "./names.ts";

/** What Debian enables by itself and our files lean on. */
const BASE = ["authn_core", "dir"];

export function localView({ plan, facts, q }: Given) {
  const names = new Set([
    ...BASE,
    ...modulesOf(plan, facts)
      .map(({ name }) => name)
      .filter((name) => name !== PCRE),
  ]);
  return {
    run: q.path(plan.paths.run, { rule: "F7" }),
    runFolder: q.pathPart(plan.paths.run, { rule: "F7" }),
    errorLog: q.path(logFile(plan, "error"), { rule: "F6" }),
    libraries: needsPcre(plan, facts) ? [q.word(PCRE_LIBRARY, { rule: "modules" })] : [],
    modules: [...names].sort().map((name) => ({ name: q.word(name, { rule: "modules" }) })),
    tls: plan.web.tls !== null,
    embeds: facts.embedded.length > 0,
    caches: facts.caches,
    cacheRoot: q.path(`${plan.paths.cache}/apache`, "web.cache"),
    catchAll: plan.web.catchAll ? q.path(snippet(plan, "default-server"), { rule: "layout" }) : null,
    site: q.path(snippet(plan, "site"), { rule: "layout" }),
  };
}

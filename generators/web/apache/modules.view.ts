/** Which modules the configuration needs, and what the distribution does not load for one of them. */
import type { Given } from "./facts.ts";
import { modulesOf, PCRE_LIBRARY } from "./modules.ts";

export function modulesView({ plan, facts, q }: Given) {
  return {
    modules: modulesOf(plan, facts).map(({ name, package: of }) => ({
      name: q.word(name, { rule: "modules" }),
      package: of === null ? null : q.word(of, { rule: "modules" }),
    })),
  };
}

export function pcreView({ q }: Given) {
  return { library: q.word(PCRE_LIBRARY, { rule: "modules" }) };
}

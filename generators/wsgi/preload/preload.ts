/**
 * What a server that forks after the import needs: an entry module that lets nothing through which no two
 * processes can have. The gateway looks by itself, with the same module.
 */
import runtime from "stackc:runtime";
import { SHARED_GLUE } from "../../plan/paths.ts";
import type { App, Plan } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { sharedModule } from "../../render/shared-module.ts";
import template from "./stackc_preloaded.py.hbs";

const HEAD = "# -*- coding: utf-8 -*-\n# Made by stackc; changes here are lost at the next `stackc generate`.\n";

/** One, and the same for all apps. */
const opened: readonly File[] = Object.entries(runtime)
  .filter(([path]) => path === "python/stackc_gateway/opened.py")
  .map(([, module]) => `${HEAD}${module}`)
  .map((text) => ({
    path: `${SHARED_GLUE}/stackc_opened.py`,
    mode: 0o644,
    text,
    lines: [{ first: 1, last: text.split("\n").length - 1, origins: [{ kind: "rule", id: "glue" }] }],
  }));

export function preloadFiles(app: App, plan: Plan): readonly File[] {
  return app.server.preload ? [sharedModule(plan, "stackc_preloaded", template), ...opened] : [];
}

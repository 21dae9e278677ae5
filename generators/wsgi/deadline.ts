/**
 * A deadline for requests in threads: a Python module beside the glue, for the servers that watch their processes
 * alone (gunicorn's threads, mod_wsgi).
 */
import type { Plan } from "../plan/plan.ts";
import type { File } from "../render/file.ts";
import { sharedModule } from "../render/shared-module.ts";
import template from "./deadline.py.hbs";

export function deadlineFile(plan: Plan): File {
  return sharedModule(plan, "stackc_deadline", template);
}

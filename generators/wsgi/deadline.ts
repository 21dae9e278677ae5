/**
 * A deadline for requests in threads: Python modules beside the glue, for the servers that watch their processes
 * alone (gunicorn, uWSGI, mod_wsgi).
 */
import type { Plan } from "../plan/plan.ts";
import type { File } from "../render/file.ts";
import { sharedModule } from "../render/shared-module.ts";
import deadline from "./deadline.py.hbs";
import watched from "./watched.py.hbs";

export function deadlineFiles(plan: Plan): readonly File[] {
  return [sharedModule(plan, "stackc_deadline", deadline), sharedModule(plan, "stackc_watched", watched)];
}

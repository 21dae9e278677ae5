/** How a local place's web server is started, by bin/local and by `stackc run`. */
import { released } from "../plan/paths.ts";
import type { Plan } from "../plan/plan.ts";

export function webArgv(plan: Plan): readonly string[] {
  switch (plan.web.server) {
    case "nginx":
      return ["nginx", "-e", "stderr", "-c", released(plan, "local/nginx.conf")];
    case "apache":
      return ["apache2", "-D", "FOREGROUND", "-f", released(plan, "local/apache2.conf")];
    case "node":
      return plan.web.run?.argv ?? [];
    default:
      return plan.web.server satisfies never;
  }
}

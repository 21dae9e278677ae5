/** How the web server of a local place is started, in the foreground and by an ordinary user. */
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

/** logs.conf: access and error log. */
import type { Given } from "./facts.ts";
import { logFile, prefixed } from "./names.ts";

export function logsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const { access, level } = plan.web.logs;
  const at = "web.logs.access";
  return {
    access: access === "off" ? null : q.path(logFile(plan, "access"), at),
    format: q.keyword(access === "json" ? prefixed(plan, "json") : "combined", at),
    error: q.path(logFile(plan, "error"), "web.logs.level"),
    level: q.keyword(level, "web.logs.level"),
  };
}

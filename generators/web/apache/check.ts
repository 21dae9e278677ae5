/** What Apache cannot do, or not in the stated version. */
import type { Emit } from "../../layer.ts";
import { atLeast } from "../../plan/versions.ts";
import { OLDEST_APACHE } from "./capabilities.ts";

export function check(emit: Emit): void {
  checkVersion(emit);
}

function checkVersion({ plan, report }: Emit): void {
  if (atLeast(plan.web.version, OLDEST_APACHE)) return;
  report({
    code: "apache-too-old",
    layer: "web",
    at: "web.version",
    message: `version ${plan.web.version} of Apache is older than ${OLDEST_APACHE}`,
    help: "leave web.version out to take the one that target.os ships",
  });
}

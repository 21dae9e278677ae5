/** Our own servers run on the distribution's Node, which has to be 18 or later. */
import { atLeast } from "../../plan/versions.ts";
import type { LinkRule } from "../link.ts";

const NODE_MIN = "18";

export const nodeTooOld: LinkRule = {
  id: "node-too-old",
  check({ plan, report }) {
    if (plan.place.kind === "local" || atLeast(plan.os.node, NODE_MIN)) return;
    const app = plan.apps.find(({ server }) => server.name === "gateway");
    if (app === undefined) return;
    report({
      code: "node-too-old",
      layer: "target",
      at: `${app.wsgiAt}.server`,
      message: `the gateway needs Node ${NODE_MIN}, and ${plan.os.name} ships ${plan.os.node}`,
      help: `install a newer Node as /usr/bin/node on the host, or choose gunicorn or uwsgi`,
      related: [{ at: "target", message: `${plan.os.name} is the target` }],
    });
  },
};

/** Our own servers run on the distribution's Node, which may be too old for them. */
import { wsgiLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { atLeast } from "../../plan/versions.ts";
import { otherServers } from "../../wsgi/other-servers.ts";
import type { LinkRule } from "../link.ts";

const minOf = (app: App, layered: Layered): string => wsgiLayer(app, layered).facts.nodeMin ?? "0";

export const nodeTooOld: LinkRule = {
  id: "node-too-old",
  check({ report, ...layered }) {
    const { plan } = layered;
    if (plan.place.kind === "local") return;
    const app = plan.apps.find((one) => !atLeast(plan.os.node, minOf(one, layered)));
    if (app === undefined) return;
    const others = otherServers(app, layered, ({ facts }) => facts.nodeMin === null);
    report({
      code: "node-too-old",
      layer: "target",
      at: `${app.wsgiAt}.server`,
      message: `${wsgiLayer(app, layered).title} needs Node ${minOf(app, layered)}, and ${plan.os.name} ships ${plan.os.node}`,
      help: `install a newer Node as /usr/bin/node on the host${others === null ? "" : `, or choose ${others}`}`,
      related: [{ at: "target", message: `${plan.os.name} is the target` }],
    });
  },
};

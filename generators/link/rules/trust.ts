/** Who is believed about a client is named: an edge that is everywhere is no edge (RULES X2, X8). */
import type { LinkRule } from "../link.ts";

export const edgeIsAnybody: LinkRule = {
  id: "X2",
  check({ plan, report }) {
    for (const [index, network] of (plan.trust.edge?.trusted ?? []).entries()) {
      if (!/\/0+$/.test(network)) continue;
      report({
        code: "edge-is-anybody",
        layer: "link",
        at: `edge.trusted[${index}]`,
        message: `${network} is every address, so any client could say whose address and scheme it has`,
        help: "name the edge's own networks: its subnet, or the list that the CDN publishes",
      });
    }
  },
};

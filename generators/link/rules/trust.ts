/** Who is believed about a client is named: an edge that is everywhere is no edge (RULES X2, X8). */
import { holdEverybody } from "../everybody.ts";
import type { LinkRule } from "../link.ts";

export const edgeIsAnybody: LinkRule = {
  id: "X2",
  check({ plan, report }) {
    const trusted = plan.trust.edge?.trusted ?? [];
    const say = (at: string, what: string) =>
      report({
        code: "edge-is-anybody",
        layer: "link",
        at,
        message: `${what} every address, so any client could say whose address and scheme it has`,
        help: "name the edge's own networks: its subnet, or the list that the CDN publishes",
      });
    const whole = trusted.flatMap((network, index) => (holdEverybody([network]) ? [[network, index] as const] : []));
    for (const [network, index] of whole) say(`edge.trusted[${index}]`, `${network} is`);
    if (whole.length === 0 && holdEverybody(trusted)) say("edge.trusted", "the networks together are");
  },
};

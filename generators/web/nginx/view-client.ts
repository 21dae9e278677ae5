/** http.conf: who the client is behind an edge that speaks. */

import type { Plan } from "../../plan/plan.ts";
import type { Facts } from "./facts.ts";
import { variable } from "./names.ts";
import type { NginxQuoter } from "./quote.ts";

export function viewClient(plan: Plan, { client, clientKey, nobody }: Facts, q: NginxQuoter) {
  const { edge } = plan.trust;
  if (edge === null || nobody === null) return null;
  const from = { rule: "X8" } as const;
  const isList = edge.clientHeader.toLowerCase() === "x-forwarded-for";
  return {
    isPeer: q.word(variable(plan, "from_edge"), from),
    said: q.word(`$http_${edge.clientHeader.toLowerCase().replaceAll("-", "_")}`, "edge.client_header"),
    atEdge: isList ? q.word(variable(plan, "at_edge"), from) : null,
    trusted: edge.trusted.map((network) => q.address(network, "edge.trusted")),
    nobody: q.word(nobody, from),
    address: q.word(client, from),
    key: q.word(clientKey, from),
  };
}

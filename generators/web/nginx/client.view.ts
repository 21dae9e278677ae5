import type { Given } from "./facts.ts";
import { variable } from "./names.ts";

export function clientView({ plan, facts: { client, clientKey, nobody }, q }: Given) {
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

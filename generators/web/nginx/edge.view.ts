/** edge.conf: whom the edge names. */
import type { Given } from "./facts.ts";
import { variable } from "./names.ts";

export function edgeView({ plan, facts, q }: Given) {
  const { edge } = plan.trust;
  if (edge === null) return null;
  const own = facts.edgeSpeaks && facts.requestId !== null ? facts.requestId : null;
  return {
    trusted: edge.trusted.map((network) => q.address(network, "edge.trusted")),
    header: q.header(edge.clientHeader, "edge.client_header"),
    stranger: facts.edgeSpeaks ? null : { from: q.section("edge.tls"), variable: q.word(variable(plan, "stranger"), { rule: "X8" }) },
    recursive: edge.clientHeader === "X-Forwarded-For" ? q.section({ rule: "X8" }) : null,
    requestId:
      own === null
        ? null
        : { own: q.word(own, "web.logs.request_id"), claimed: q.word(variable(plan, "edge_request_id"), "web.logs.request_id") },
  };
}

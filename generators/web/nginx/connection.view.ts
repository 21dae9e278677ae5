/** connection.conf: what a client may send, and how long it may take. */
import { capabilitiesOf } from "./capabilities.ts";
import type { Given } from "./facts.ts";

export function connectionRulesView({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const { headersBytes, requestLineBytes, headerTimeS, keepaliveS, headerCount } = web.limits;
  return {
    from: { headers: q.section("web.limits.headers"), strict: q.section({ rule: "X15" }) },
    headerTime: q.seconds(headerTimeS, "web.limits.header_time"),
    keepalive: q.seconds(keepaliveS, "web.limits.keepalive"),
    // A request line or a field fits one buffer; two at least, or a long line leaves no room for a field.
    buffers: q.number(Math.max(2, Math.ceil(headersBytes / requestLineBytes)), "web.limits.headers"),
    bufferSize: q.number(requestLineBytes, "web.limits.request_line"),
    headerCount: capabilitiesOf(web.version).countsHeaders ? q.number(headerCount, "web.limits.header_count") : null,
  };
}

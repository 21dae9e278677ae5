/** What a client might say about itself, to be somebody else: the headers that some layer would believe (RULES X2, X8). */
import type { Plan } from "../plan/plan.ts";
import type { Fields } from "./probe.ts";

/** For documentation (RFC 5737): nobody's. */
export const ADDRESS = "203.0.113.66";
export const NAME = "forged.invalid";

/** The edge's own header too, where it has one. */
function addressHeaders({ trust: { edge } }: Plan): readonly string[] {
  const named = edge === null || edge.tls === "web" ? [] : [edge.clientHeader];
  return [...new Set(["X-Forwarded-For", "X-Real-IP", ...named])];
}

/** All at once. */
export function forgedFields(plan: Plan, scheme: "http" | "https", address: string = ADDRESS): Fields {
  return [
    ...addressHeaders(plan).map((name) => [name, address] as const),
    ["Forwarded", `for=${address};proto=${scheme};host=${NAME}`],
    ["X-Forwarded-Proto", scheme],
    ["X-Forwarded-Host", NAME],
    ["X-Forwarded-Port", "1"],
    ["X-Forwarded-Prefix", "/forged"],
    ["X-Script-Name", "/forged"],
  ];
}

/** http.conf: who the client is behind an edge that speaks, and what follows of it for rules by address. */

import type { Access, Plan } from "../../plan/plan.ts";
import type { NginxQuoter } from "../../quote/nginx.ts";
import type { Facts } from "./facts.ts";
import { variable } from "./names.ts";

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
    either: eitherRules(plan).map((access, i) => viewEither(access, `${i + 1}`, plan, { client, nobody }, q)),
  };
}

/**
 * Rules that an address or a password satisfies. nginx judges addresses by the connection's, and nobody has the edge's there:
 * so here the address decides if a password is asked for, and nginx itself knows the password alone.
 */
function eitherRules({ locations, trust }: Plan): readonly Access[] {
  if (trust.edge === null || trust.edge.tls === "web") return [];
  const rules = locations.flatMap(({ access }) => (access !== null && isEither(access) ? [[access.at, access] as const] : []));
  return [...new Map(rules).values()];
}

export function isEither({ satisfy, basicAuth, allow, deny }: Access): boolean {
  return satisfy === "any" && basicAuth !== null && allow.length + deny.length > 0;
}

/** The variable that is `off` where the address is enough; null where nginx's own rules decide. */
export function realmVariable(access: Access, plan: Plan): string | null {
  const at = eitherRules(plan).findIndex((rule) => rule.at === access.at);
  return at < 0 ? null : variable(plan, `realm_${at + 1}`);
}

function viewEither(
  { allow, deny, basicAuth, at }: Access,
  id: string,
  plan: Plan,
  names: { client: string; nobody: string },
  q: NginxQuoter,
) {
  return {
    address: q.word(names.client, at),
    nobody: q.word(names.nobody, at),
    allowed: q.word(variable(plan, `allowed_${id}`), at),
    usually: q.number(allow.length === 0 ? 1 : 0, at),
    allow: allow.map((network) => q.address(network, at)),
    denied: q.word(variable(plan, `denied_${id}`), at),
    deny: deny.map((network) => q.address(network, at)),
    asks: q.word(variable(plan, `realm_${id}`), at),
    realm: q.string(basicAuth?.realm ?? "", at),
  };
}

/** Who has given a password: what the app is told, and where an address may do instead. */

import type { Access, Plan } from "../../plan/plan.ts";
import type { Facts, Given } from "./facts.ts";
import { variable } from "./names.ts";

export function usersView({ plan, facts: { client, nobody }, q }: Given) {
  if (!checksPasswords(plan)) return null;
  const from = { rule: "access" } as const;
  return {
    name: q.word(variable(plan, "user"), from),
    kind: q.word(variable(plan, "auth_type"), from),
    either: eitherRules(plan).map((access, i) => eitherView(access, `${i + 1}`, { client, nobody }, { plan, q })),
  };
}

export function checksPasswords({ locations }: Pick<Plan, "locations">): boolean {
  return locations.some(({ access }) => access !== null && access.basicAuth !== null);
}

/**
 * Rules that an address or a password satisfies. nginx would not check the password of whom the address lets in, and still have
 * his word for his name; and behind an edge it judges the connection's address, which is the edge's where the client is nobody.
 * So here the address decides if a password is asked for, and nginx itself knows the password alone.
 */
function eitherRules({ locations }: Plan): readonly Access[] {
  const rules = locations.flatMap(({ access }) => (access !== null && isEither(access) ? [[access.at, access] as const] : []));
  return [...new Map(rules).values()];
}

function isEither({ satisfy, basicAuth, allow, deny }: Access): boolean {
  return satisfy === "any" && basicAuth !== null && allow.length + deny.length > 0;
}

/** The variables of a rule that an address satisfies too; null for others. */
export function eitherVariables(access: Access, plan: Plan): { readonly realm: string; readonly user: string } | null {
  const at = eitherRules(plan).findIndex((rule) => rule.at === access.at);
  return at < 0 ? null : { realm: variable(plan, `realm_${at + 1}`), user: variable(plan, `user_${at + 1}`) };
}

type Names = Pick<Facts, "client" | "nobody">;

function eitherView({ allow, deny, basicAuth, at }: Access, id: string, { client, nobody }: Names, { plan, q }: Pick<Given, "plan" | "q">) {
  return {
    address: nobody === null ? null : q.word(client, at),
    nobody: nobody === null ? null : q.word(nobody, at),
    allowed: q.word(variable(plan, `allowed_${id}`), at),
    usually: q.number(allow.length === 0 ? 1 : 0, at),
    allow: allow.map((network) => q.address(network, at)),
    denied: q.word(variable(plan, `denied_${id}`), at),
    deny: deny.map((network) => q.address(network, at)),
    asks: q.word(variable(plan, `realm_${id}`), at),
    name: q.word(variable(plan, `user_${id}`), at),
    realm: q.string(basicAuth?.realm ?? "", at),
  };
}

/**
 * Which virtual hosts there are: for each port the site's own names, and the aliases that
 * redirect to the canonical one. What a host does follows from who ends TLS and who redirects.
 */
import type { Plan } from "../../plan/plan.ts";

export type Vhost = {
  readonly names: readonly string[];
  readonly port: number;
  readonly tls: boolean;
  /** `all`: nothing is served. `plain`: what did not come by https, as the edge has it. */
  readonly redirects: "all" | "plain" | null;
  /** Null: the name that was asked for. */
  readonly to: string | null;
};

export function vhostsOf(plan: Plan): readonly Vhost[] {
  const { site, web, trust } = plan;
  const { http, https } = web.listen;
  const ports = [...(http === null ? [] : [{ port: http, tls: false }]), ...(https === null ? [] : [{ port: https, tls: true }])];
  const toHttps = trust.redirectOwner === "web";
  return ports.flatMap(({ port, tls }) => {
    const alias: Vhost = { names: site.aliases, port, tls, redirects: "all", to: site.canonical };
    const edgeTells = trust.edge !== null && trust.edge.tls !== "web";
    // A port of plain http beside one of TLS serves nobody, whatever the edge says there.
    const judged = edgeTells && (tls || web.tls === null);
    const redirects = !toHttps ? null : judged ? "plain" : tls ? null : "all";
    const own: Vhost = { names: site.domains, port, tls, redirects, to: null };
    return site.aliases.length > 0 ? [own, alias] : [own];
  });
}

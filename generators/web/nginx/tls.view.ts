/** TLS as Mozilla's guideline has it, and the certificate authority's challenge. */
import type { Tls } from "../../plan/plan.ts";
import { GUIDELINE_VERSION, guidelineOf } from "../tls-guideline.ts";
import type { Given } from "./facts.ts";
import { prefixed } from "./names.ts";

export function tlsView(tls: Tls, { plan, q }: Pick<Given, "plan" | "q">) {
  const at = "web.tls.profile";
  const { versions, ciphers, curves } = guidelineOf(tls.profile, plan.os);
  return {
    from: { profile: q.section(at) },
    guideline: q.keyword(GUIDELINE_VERSION, at),
    profile: q.keyword(tls.profile, at),
    openssl: q.keyword(plan.os.openssl, "target"),
    versions: versions.map((version) => q.keyword(version, at)),
    ciphers: ciphers.length === 0 ? null : q.keyword(ciphers.join(":"), at),
    curves: q.keyword(curves.join(":"), at),
    sessions: q.word(`shared:${prefixed(plan, "tls")}:10m`, at),
    stapling: tls.stapling ? q.section("web.tls.stapling") : null,
  };
}

export function acmeView(acme: NonNullable<Tls["acme"]>, { q }: Pick<Given, "q">) {
  return { webroot: q.path(acme.webroot, "web.tls.acme.webroot") };
}

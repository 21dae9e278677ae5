/** TLS as Mozilla's guideline has it, in mod_ssl's words. */

import type { Tls } from "../../plan/plan.ts";
import { GUIDELINE_VERSION, guidelineOf } from "../tls-guideline.ts";
import type { Given } from "./facts.ts";

export function tlsView(tls: Tls, { plan, q }: Given) {
  const at = "web.tls.profile";
  const { versions, ciphers, ciphersuites, curves } = guidelineOf(tls.profile, plan.os);
  return {
    from: { profile: q.section(at), http2: q.section("web.tls.http2") },
    guideline: q.word(GUIDELINE_VERSION, at),
    profile: q.word(tls.profile, at),
    versions: versions.map((version) => q.word(version, at)),
    ciphers: ciphers.length === 0 ? null : q.word(ciphers.join(":"), at),
    ciphersuites: q.word(ciphersuites.join(":"), at),
    curves: q.word(curves.join(":"), at),
    stapling: tls.stapling,
    http2: tls.http2,
  };
}

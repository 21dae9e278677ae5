/** TLS as Mozilla's guideline has it, in mod_ssl's words. */
import type { Emit } from "../../layer.ts";
import type { Tls } from "../../plan/plan.ts";
import { quoteHttpd } from "../../quote/httpd.ts";
import { GUIDELINE_VERSION, guidelineOf } from "../tls-guideline.ts";

export function tlsView(emit: Emit, tls: Tls) {
  const { plan } = emit;
  const q = quoteHttpd(emit);
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

/**
 * Mozilla's Server Side TLS guideline 6.0 as data, for every web server alike
 * (https://ssl-config.mozilla.org/guidelines/6.0.json). It has two profiles; both prefer the
 * client's order, and neither has a finite-field exchange, so no dhparam file is needed.
 */
import type { Os, Tls } from "../plan/plan.ts";
import { atLeast } from "../plan/versions.ts";

export const GUIDELINE_VERSION = "6.0";

export type Guideline = {
  /** As nginx writes them: `TLSv1.3`. */
  readonly versions: readonly string[];
  /** For TLS 1.2, OpenSSL's names; empty where 1.3 alone is spoken. */
  readonly ciphers: readonly string[];
  /** For TLS 1.3; OpenSSL's own default, in the same order. */
  readonly ciphersuites: readonly string[];
  readonly curves: readonly string[];
};

const CIPHERSUITES = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];
const CURVES = ["X25519", "prime256v1", "secp384r1"];
/** The hybrid key exchange against recorded traffic; OpenSSL before 3.5 refuses its name. */
const POST_QUANTUM = { curve: "X25519MLKEM768", openssl: "3.5" };

const profiles: Readonly<Record<Tls["profile"], Omit<Guideline, "curves">>> = {
  modern: { versions: ["TLSv1.3"], ciphers: [], ciphersuites: CIPHERSUITES },
  intermediate: {
    versions: ["TLSv1.2", "TLSv1.3"],
    ciphers: [
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-CHACHA20-POLY1305",
      "ECDHE-RSA-CHACHA20-POLY1305",
    ],
    ciphersuites: CIPHERSUITES,
  },
};

export function guidelineOf(profile: Tls["profile"], { openssl }: Pick<Os, "openssl">): Guideline {
  const hybrid = atLeast(openssl, POST_QUANTUM.openssl) ? [POST_QUANTUM.curve] : [];
  return { ...profiles[profile], curves: [...hybrid, ...CURVES] };
}

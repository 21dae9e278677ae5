/** TLS as the web server ends it, and HSTS whoever ends it. */
import { withDefaults } from "../../schema/defaults.ts";
import type { Hsts, Stack } from "../../schema/stack.generated.ts";
import type { Report } from "../report.ts";
import { seconds, type WebInput } from "./input.ts";
import type { Paths, Tls } from "./plan.ts";

export function planTls({ stack, server, paths, place, trust, os, report }: WebInput): Tls | null {
  const source = stack.web.tls;
  if (trust.edge?.tls === "edge") {
    if (source !== false && source.certificate !== undefined && source.certificate !== "none")
      report({
        code: "edge-ends-tls",
        layer: "plan",
        at: "web.tls.certificate",
        message: "the web server has a certificate, but the edge ends TLS and speaks plain http to it",
        help: "remove the certificate, or say `edge: { tls: both }` when the edge speaks https to the web server",
        related: [{ at: "edge.tls", message: "the edge ends the clients' TLS" }],
      });
    return null;
  }
  if (source === false || source.certificate === "none" || stack.web.listen.https === false) return null;
  const certificate = place.kind === "local" ? "internal" : (source.certificate ?? "acme");
  const name = source.acme.name ?? stack.domains[0];
  if (source.stapling && certificate === "acme")
    report({
      code: "ocsp-gone",
      layer: "web",
      at: "web.tls.stapling",
      message: "OCSP stapling is on, but ACME certificates no longer name an OCSP responder",
      help: "remove stapling; it is for certificates of a CA that still runs OCSP (`certificate: files`)",
    });
  const files = {
    acme: [`/etc/letsencrypt/live/${name}/fullchain.pem`, `/etc/letsencrypt/live/${name}/privkey.pem`],
    files: [source.cert_file ?? "", source.key_file ?? ""],
    internal: [`${etc(paths)}/tls/cert.pem`, `${etc(paths)}/tls/key.pem`],
  }[certificate];
  const hsts = source.hsts;
  return {
    certificate,
    certFile: files[0] ?? "",
    keyFile: files[1] ?? "",
    acme: certificate === "acme" ? { email: source.acme.email ?? null, webroot: source.acme.webroot ?? `${paths.state}/acme`, name } : null,
    profile: source.profile,
    redirect: trust.redirectOwner === "web",
    hsts: planHsts(hsts, report),
    stapling: source.stapling,
    http2: source.http2 && server.behaviour.speaksHttp2(os.node),
  };
}

const etc = (paths: Paths): string => paths.secrets.slice(0, paths.secrets.lastIndexOf("/"));

/** Where nothing is said of it. */
const HSTS = withDefaults({}, "Hsts") as unknown as Hsts;

type HstsSource = NonNullable<Exclude<Stack["web"]["tls"], false>["hsts"]>;

export function planHsts(hsts: HstsSource | undefined, report: Report): Tls["hsts"] {
  if (hsts === false) return null;
  const { max_age, subdomains, preload } = hsts ?? HSTS;
  const plan = { maxAgeS: seconds(max_age), subdomains, preload };
  if (plan.preload && (!plan.subdomains || plan.maxAgeS < 31_536_000))
    report({
      code: "hsts-preload",
      layer: "web",
      at: "web.tls.hsts.preload",
      message: "the preload list takes a domain only with subdomains and a max_age of at least 365d",
      help: "set subdomains: true and max_age: 365d or more; mind that preloading cannot be undone quickly",
    });
  return plan;
}

/** RFC 6797 section 6.1. */
export function hstsValue(hsts: Tls["hsts"]): string | null {
  if (hsts === null) return null;
  return `max-age=${hsts.maxAgeS}${hsts.subdomains ? "; includeSubDomains" : ""}${hsts.preload ? "; preload" : ""}`;
}

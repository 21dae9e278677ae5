/** TLS as the web server ends it, and HSTS whoever ends it. */
import type { Stack } from "../../schema/stack.generated.ts";
import type { Report } from "../report.ts";
import { seconds, type WebInput } from "./input.ts";
import type { Paths, Tls } from "./plan.ts";

export function planTls({ stack, server, paths, place, trust, os, report }: WebInput): Tls | null {
  const stated = stack.web.tls;
  const source = stated === false || stated === undefined ? {} : stated;
  const off = stated === false || source.certificate === "none";
  if (trust.edge?.tls === "edge") {
    if (source.certificate !== undefined && source.certificate !== "none")
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
  if (off || stack.web.listen?.https === false) return null;
  const certificate = place.kind === "local" ? "internal" : (source.certificate ?? "acme");
  if (certificate === "none") return null;
  const name = source.acme?.name ?? stack.domains[0];
  if (source.stapling === true && certificate === "acme")
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
    acme:
      certificate === "acme" ? { email: source.acme?.email ?? null, webroot: source.acme?.webroot ?? `${paths.state}/acme`, name } : null,
    profile: source.profile ?? "intermediate",
    redirect: trust.redirectOwner === "web",
    hsts: planHsts(hsts, report),
    stapling: source.stapling ?? false,
    http2: (source.http2 ?? true) && server.behaviour.speaksHttp2(os.node),
  };
}

const etc = (paths: Paths): string => paths.secrets.slice(0, paths.secrets.lastIndexOf("/"));

type HstsSource = NonNullable<Exclude<Stack["web"]["tls"], false | undefined>["hsts"]>;

export function planHsts(hsts: HstsSource | undefined, report: Report): Tls["hsts"] {
  if (hsts === false) return null;
  const plan = { maxAgeS: seconds(hsts?.max_age ?? "365d"), subdomains: hsts?.subdomains ?? false, preload: hsts?.preload ?? false };
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

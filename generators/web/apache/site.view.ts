/** The site's virtual hosts, and what can be said only once for the whole server. */
import { wsgiLayer } from "../../chosen.ts";
import { released } from "../../plan/paths.ts";
import type { App, Plan, Rate, Tls } from "../../plan/plan.ts";
import { hstsValue } from "../../plan/tls.ts";
import { type Given, links } from "./facts.ts";
import { prefixed, snippet } from "./names.ts";
import { type Vhost, vhostsOf } from "./vhosts.ts";

export function siteView(given: Given) {
  const { plan, facts, q } = given;
  const { limits, tls } = plan.web;
  return {
    from: { tokens: q.section({ rule: "headers" }), counts: q.section("web.limits.rate") },
    listen: listenViews({ plan, q }),
    stapling: tls?.stapling ?? false,
    staplingCache: q.pathPart(`${plan.paths.run}/stapling`, "web.tls.stapling"),
    daemons: facts.embedded.map((app) => q.path(includedBy(app, given), app.wsgiAt)),
    counts: facts.counts,
    behindEdge: plan.trust.edge !== null,
    connections: limits.connections === null ? null : q.number(limits.connections, "web.limits.connections"),
    rates: facts.rates.map((rate) => rateView(rate, { plan, q })),
    hosts: vhostsOf(plan).map((vhost) => hostView(vhost, given)),
  };
}

/** The processes of an app that lives here: what its server says of them. */
export function includedBy(app: App, given: Given): string {
  return released(given.plan, wsgiLayer(app, given).includedFile(app) ?? "");
}

/** mod_qos reads its numbers by atoi(); more than that in one window is no limit. */
const INT_MAX = 2 ** 31 - 1;

/**
 * mod_qos counts in a window and refuses until it ends, where nginx has a bucket that drains.
 * A window that drains the bucket once lets the same burst through and no more in the long run.
 */
export function windowOf({ count, perS, burst }: Pick<Rate, "count" | "perS" | "burst">): {
  readonly count: number;
  readonly seconds: number;
} {
  const seconds = Math.max(1, Math.ceil(((burst + 1) * perS) / count));
  return { count: Math.max(burst + 1, Math.floor((seconds * count) / perS)), seconds };
}

function rateView(rate: Rate, { plan, q }: Pick<Given, "plan" | "q">) {
  const { count, seconds } = windowOf(rate);
  return {
    // mod_qos refuses the request that reaches the number.
    count: q.number(Math.min(count + 1, INT_MAX), rate.at),
    seconds: q.number(Math.min(seconds, INT_MAX), rate.at),
    variable: q.word(prefixed(plan, rate.zone), rate.at),
  };
}

/** Debian's ports.conf listens on 80 and, with mod_ssl, on 443. */
function listenViews({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const { http, https, addresses } = web.listen;
  const ports = [
    ...(http === null || http === 80 ? [] : [{ port: http, secure: false, at: "web.listen.http" }]),
    ...(https === null || https === 443 ? [] : [{ port: https, secure: true, at: "web.listen.https" }]),
  ];
  return ports.flatMap(({ port, secure, at }) =>
    addresses.map((address) => ({
      define: q.word(`stackc_listen_${address.replace(/[^0-9a-f]/gi, "_")}_${port}`, at),
      address: q.endpoint(address, "web.listen.addresses"),
      port: q.number(port, at),
      secure,
    })),
  );
}

export function endpointViews({ port, tls }: Pick<Vhost, "port" | "tls">, { plan: { web }, q }: Pick<Given, "plan" | "q">) {
  return web.listen.addresses.map((address) => ({
    address: q.endpoint(address, "web.listen.addresses"),
    port: q.number(port, tls ? "web.listen.https" : "web.listen.http"),
  }));
}

function hostView(vhost: Vhost, given: Given) {
  const { plan, facts, q } = given;
  const { site, web } = plan;
  const names = vhost.names.map((name, i) => ({ name, at: `${vhost.to === null ? "domains" : "aliases"}[${i}]` }));
  const [first, ...others] = names;
  const hsts = vhost.tls || facts.edgeSpeaks ? hstsValue(web.tls?.hsts ?? null) : null;
  const port = publicPort(vhost, plan);
  return {
    endpoints: endpointViews(vhost, { plan, q }),
    // Behind an edge that ends TLS, Apache speaks of itself as its users see it.
    behindTls: facts.edgeSpeaks && !vhost.tls && site.scheme === "https",
    name: q.host(first?.name ?? site.canonical, first?.at ?? "domains[0]"),
    port: q.number(port, "web.listen"),
    names: others.length === 0 ? null : others.map(({ name, at }) => q.host(name, at)),
    tls: vhost.tls && web.tls !== null ? certificateView(web.tls, { plan, q }) : null,
    common: q.path(snippet(plan, "every-vhost"), { rule: "layout" }),
    hsts: hsts === null ? null : q.headerValue(hsts, "web.tls.hsts"),
    ownNames: web.catchAll || vhost.to !== null ? null : names.map(({ name, at }) => q.hostPattern(name, at)),
    acme: vhost.tls ? null : acmeView(given),
    redirect: redirectView(vhost, { plan, q }),
    serves: vhost.redirects === "all" ? null : servesView(port, given),
  };
}

/** What stands in users' address bars: behind an edge its port, else the virtual host's own. */
/** Of this host alone: the catch-all has another. */
export function certificateView(tls: Tls, { plan, q }: Pick<Given, "plan" | "q">) {
  return {
    certFile: q.path(tls.certFile, "web.tls.cert_file"),
    keyFile: q.path(tls.keyFile, "web.tls.key_file"),
    snippet: q.path(snippet(plan, "tls"), { rule: "layout" }),
  };
}

function publicPort({ port, tls }: Vhost, { site, trust }: Plan): number {
  if (trust.edge !== null) return site.publicPort ?? (site.scheme === "https" ? 443 : 80);
  return tls ? (site.publicPort ?? 443) : port;
}

function acmeView({ plan: { web }, facts, q }: Given) {
  const acme = web.tls?.acme ?? null;
  if (acme === null) return null;
  return { webroot: q.pathPart(acme.webroot, "web.tls.acme.webroot"), proxied: facts.proxied.length > 0 };
}

function redirectView({ redirects, to }: Vhost, { plan, q }: Pick<Given, "plan" | "q">) {
  if (redirects === null) return null;
  const { site } = plan;
  const name = to ?? (site.domains.length === 1 ? site.canonical : null);
  const toHttps = redirects === "plain" || to === null || site.scheme === "https";
  return {
    edge: redirects === "plain",
    scheme: q.word(toHttps ? "https" : "http", { rule: "X4" }),
    to: name === null ? null : q.host(name, "domains[0]"),
    port: site.publicPort === null ? null : q.number(site.publicPort, "web.listen"),
  };
}

function servesView(port: number, { plan, facts, q }: Given) {
  const { site } = plan;
  const showsPort = port !== 80 && port !== 443;
  return {
    name: site.domains.length === 1 ? q.host(site.canonical, "domains[0]") : null,
    port: showsPort ? q.number(port, { rule: "X12" }) : null,
    fastcgiPort: links(facts, "fastcgi") ? q.number(port, { rule: "X12" }) : null,
    file: q.path(snippet(plan, "serve"), { rule: "layout" }),
  };
}

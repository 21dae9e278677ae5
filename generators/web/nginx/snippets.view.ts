/** The files that several servers or locations include: what is said once is the same everywhere. */

import { BYTES, MEDIA_TYPES } from "../../plan/media-types.ts";
import type { Plan, Tls } from "../../plan/plan.ts";
import { catchAllCertificate } from "../catch-all-certificate.ts";
import { probedByAddress } from "../probed-by-address.ts";
import { ownsPolicy, UPLOAD_POLICY } from "../static-files.ts";
import { GUIDELINE_VERSION, guidelineOf } from "../tls-guideline.ts";
import { behaviour } from "./behaviour.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { Facts, Given } from "./facts.ts";
import { hiddenHeaders } from "./link.view.ts";
import { http2Of, listensOf } from "./listens.ts";
import { passView } from "./location.view.ts";
import { logFile, prefixed, snippet, variable } from "./names.ts";
import { PASSED_HEADERS, upstreamVariable } from "./passed-headers.ts";
import type { NginxQuoter } from "./quote.ts";

export function headersView({ plan, facts, q }: Given) {
  const set = plan.web.headers.set
    .filter(({ name }) => !isHsts(name))
    .map(({ name, value, at }) => ({ name, value: q.string(value, at), at }));
  return { headers: named([...set, ...fixedHeaders(plan, facts, q)], q) };
}

/** As all other answers, but an upload has a policy of its own and is never guessed to be a page. */
export function uploadHeadersView({ plan, facts, q }: Given) {
  return { headers: caged(plan, facts, q, q.string(UPLOAD_POLICY, { rule: "uploads" })) };
}

/** The app has judged: what it says with the file is passed on, its policy in place of the cage. */
export function protectedHeadersView({ plan, facts, q }: Given) {
  const owned = new Set(hiddenHeaders(plan).map(({ name }) => name.toLowerCase()));
  const policy = ownsPolicy(plan.web)
    ? q.string(UPLOAD_POLICY, { rule: "uploads" })
    : q.word(variable(plan, "upload_policy"), { rule: "uploads" });
  return {
    headers: caged(plan, facts, q, policy),
    passed: PASSED_HEADERS.filter((name) => !owned.has(name.toLowerCase())).map((name) => ({
      name: q.header(name, { rule: "F8" }),
      value: q.word(upstreamVariable(name), { rule: "F8" }),
    })),
  };
}

function caged(plan: Plan, facts: Facts, q: NginxQuoter, policy: Header["value"]) {
  const ours = ["content-security-policy", "x-content-type-options"];
  const set = plan.web.headers.set.filter(({ name }) => !isHsts(name) && !ours.includes(name.toLowerCase()));
  const cage = [
    { name: "X-Content-Type-Options", value: q.string("nosniff", { rule: "uploads" }), at: "web.headers" },
    { name: "Content-Security-Policy", value: policy, at: "web.headers" },
  ];
  const kept = set.map(({ name, value, at }) => ({ name, value: q.string(value, at), at }));
  return named([...kept, ...cage, ...fixedHeaders(plan, facts, q)], q);
}

type Header = { readonly name: string; readonly value: ReturnType<NginxQuoter["string"]>; readonly at: string };

function named(headers: readonly Header[], q: NginxQuoter) {
  return headers.map(({ name, value, at }) => ({ name: q.header(name, at), value }));
}

const isHsts = (name: string): boolean => name.toLowerCase() === "strict-transport-security";

function fixedHeaders(plan: Plan, { requestId }: Facts, q: NginxQuoter): readonly Header[] {
  const hsts = plan.web.headers.set.some(({ name }) => isHsts(name)) || (plan.web.tls?.hsts ?? null) !== null;
  return [
    ...(hsts ? [{ name: "Strict-Transport-Security", value: q.word(variable(plan, "hsts"), "web.tls.hsts"), at: "web.tls.hsts" }] : []),
    ...(plan.web.compression.gzip || plan.web.compression.brotli
      ? [{ name: "Vary", value: q.word(variable(plan, "not_modified"), { rule: "F8" }), at: "web.compression" }]
      : []),
    ...(requestId === null ? [] : [{ name: "X-Request-ID", value: q.word(requestId, "web.logs.request_id"), at: "web.logs.request_id" }]),
  ];
}

export function connectionRulesView({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const { headersBytes, requestLineBytes, headerTimeS, keepaliveS, headerCount } = web.limits;
  return {
    from: { headers: q.section("web.limits.headers"), strict: q.section({ rule: "X15" }) },
    headerTime: q.seconds(headerTimeS, "web.limits.header_time"),
    keepalive: q.seconds(keepaliveS, "web.limits.keepalive"),
    // A request line or a field fits one buffer; two at least, or a long line leaves no room for a field.
    buffers: q.number(Math.max(2, Math.ceil(headersBytes / requestLineBytes)), "web.limits.headers"),
    bufferSize: q.number(requestLineBytes, "web.limits.request_line"),
    headerCount: capabilitiesOf(web.version).countsHeaders ? q.number(headerCount, "web.limits.header_count") : null,
  };
}

export function logsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const { access, level } = plan.web.logs;
  const at = "web.logs.access";
  return {
    access: access === "off" ? null : q.path(logFile(plan, "access"), at),
    format: q.keyword(access === "json" ? prefixed(plan, "json") : "combined", at),
    error: q.path(logFile(plan, "error"), "web.logs.level"),
    level: q.keyword(level, "web.logs.level"),
  };
}

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

export function edgeView({ plan, facts, q }: Given) {
  const { edge } = plan.trust;
  if (edge === null) return null;
  const own = facts.edgeSpeaks && facts.requestId !== null ? facts.requestId : null;
  return {
    trusted: edge.trusted.map((network) => q.address(network, "edge.trusted")),
    header: q.header(edge.clientHeader, "edge.client_header"),
    stranger: facts.edgeSpeaks ? null : { from: q.section("edge.tls"), variable: q.word(variable(plan, "stranger"), { rule: "X8" }) },
    recursive: edge.clientHeader === "X-Forwarded-For" ? q.section({ rule: "X8" }) : null,
    requestId:
      own === null
        ? null
        : { own: q.word(own, "web.logs.request_id"), claimed: q.word(variable(plan, "edge_request_id"), "web.logs.request_id") },
  };
}

export function fileRulesView({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const { precompressed, gzip, brotli } = web.compression;
  const at = "web.compression.precompressed";
  return { gzip: precompressed && gzip ? q.section(at) : null, brotli: precompressed && brotli ? q.section(at) : null };
}

export function typesView({ q }: Pick<Given, "q">) {
  const from = { rule: "F11" } as const;
  const type = (name: string) => q.keyword(name, from);
  return {
    bytes: type(BYTES),
    types: MEDIA_TYPES.map((row) => ({ type: type(row.type), endings: row.endings.map((ending) => q.keyword(ending, from)) })),
    // text/html is always one; to list it is a warning.
    texts: MEDIA_TYPES.filter((row) => row.isText && row.type !== "text/html").map((row) => type(row.type)),
  };
}

export function acmeView(acme: NonNullable<Tls["acme"]>, { q }: Pick<Given, "q">) {
  return { webroot: q.path(acme.webroot, "web.tls.acme.webroot") };
}

export function defaultServerView({ plan, q }: Pick<Given, "plan" | "q">) {
  return {
    from: { catchAll: q.section("web.catch_all") },
    listens: listensOf(plan, ["http", "https"], q, ["default_server"]),
    http2: http2Of(plan, q),
    tls: defaultTlsView({ plan, q }),
    connection: q.path(snippet(plan, "connection"), { rule: "S2" }),
    edge: plan.trust.edge === null ? null : q.path(snippet(plan, "edge"), "edge"),
    probes: probedByAddress(plan) ? probesView({ plan, q }) : [],
  };
}

function defaultTlsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const { tls, version } = plan.web;
  if (tls === null) return null;
  // A probe over TLS comes by address, without a name.
  const probes = probedByAddress(plan);
  const nobody = catchAllCertificate(plan, behaviour);
  return {
    reject: capabilitiesOf(version).rejectsHandshake && !probes,
    probes,
    certificate: q.path(nobody ?? tls.certFile, nobody === null ? "web.tls" : "web.catch_all"),
    key: q.path(nobody ?? tls.keyFile, nobody === null ? "web.tls" : "web.catch_all"),
    rules: q.path(snippet(plan, "tls"), "web.tls"),
  };
}

function probesView({ plan, q }: Pick<Given, "plan" | "q">) {
  const apps = new Map(plan.apps.map((app) => [app.name, app]));
  return plan.locations.flatMap(({ serve, path, at, requestTimeS, requestTimeAt }) => {
    const app = serve.kind === "health" ? apps.get(serve.app) : undefined;
    if (app === undefined) return [];
    return {
      url: q.url(path, at),
      ...passView(app, { plan, q }),
      readTime: q.seconds(requestTimeS, requestTimeAt),
    };
  });
}

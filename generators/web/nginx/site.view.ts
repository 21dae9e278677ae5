/** site.conf: the stack's servers. */

import { CHARSET, mediaTypeOf } from "../../plan/media-types.ts";
import type { Plan } from "../../plan/plan.ts";
import type { RuleId } from "../../rules.ts";
import { CONTROL, DOT_SEGMENT, EMPTY_SEGMENT, rulesPaths, UNENCODED } from "../refused-paths.ts";
import { pagesOf, plainStatuses, wordsRange } from "./errors.ts";
import type { Given } from "./facts.ts";
import { http2Of, listensOf, type Port } from "./listens.ts";
import { locationView, nothingView } from "./location.view.ts";
import { pageUrl, prefixed, snippet, variable } from "./names.ts";
import { handsOutFiles, rowsOf } from "./rows.ts";

export function siteView({ plan, facts, q }: Given) {
  const { tls, catchAll } = plan.web;
  return {
    version: q.keyword(plan.web.version, "web.version"),
    http: q.path(snippet(plan, "http"), { rule: "nginx" }),
    defaultServer: catchAll ? q.path(snippet(plan, "default-server"), "web.catch_all") : null,
    snippets: snippetsView({ plan, q }),
    tls: tls === null ? null : { certificate: q.path(tls.certFile, "web.tls"), key: q.path(tls.keyFile, "web.tls") },
    http2: http2Of(plan, q),
    redirect: redirects(plan) ? redirectView({ plan, facts, q }) : null,
    aliases: plan.site.aliases.length > 0 ? aliasesView({ plan, q }) : null,
    main: mainView({ plan, facts, q }),
  };
}

function snippetsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const path = (name: string, rule: RuleId) => q.path(snippet(plan, name), { rule });
  return {
    connection: path("connection", "S2"),
    headers: path("headers", "F3"),
    logs: q.path(snippet(plan, "logs"), "web.logs"),
    tls: plan.web.tls === null ? null : q.path(snippet(plan, "tls"), "web.tls"),
    edge: plan.trust.edge === null ? null : q.path(snippet(plan, "edge"), "edge"),
    types: handsOutFiles(plan) ? path("types", "F11") : null,
    acme: plan.web.tls?.acme == null ? null : q.path(snippet(plan, "acme"), "web.tls.certificate"),
  };
}

/** A server for the redirect alone; behind an edge that ends TLS the site's own server judges. */
function redirects({ web }: Plan): boolean {
  return web.tls?.redirect === true && web.listen.http !== null;
}

function redirectView({ plan, facts, q }: Given) {
  return {
    listens: listensOf(plan, ["http"], q),
    names: plan.site.domains.map((name) => q.host(name, "domains")),
    host: q.word(facts.host, { rule: "X4" }),
  };
}

function aliasesView({ plan, q }: Pick<Given, "plan" | "q">) {
  return {
    listens: listensOf(plan, ["http", "https"], q),
    names: plan.site.aliases.map((name) => q.host(name, "aliases")),
    origin: q.word(plan.site.origin, "domains"),
  };
}

function mainView({ plan, facts, q }: Given) {
  const { site } = plan;
  const ports: readonly Port[] = redirects(plan) ? ["https"] : ["http", "https"];
  const apps = new Map(plan.apps.map((app) => [app.name, app]));
  const rows = rowsOf(plan.locations).map((row) => locationView(row, { plan, facts, apps, q }));
  const hasRoot = plan.locations.some(({ path, exact }) => path === "/" && !exact);
  return {
    listens: listensOf(plan, ports, q),
    names: site.domains.map((name) => q.host(name, "domains")),
    ...limitsView({ plan, q }),
    ...compressionView({ plan, q }),
    dotSegment: q.pattern(DOT_SEGMENT, { rule: "F1" }),
    unencoded: q.pattern(UNENCODED, { rule: "F1" }),
    ruled: rulesPaths(plan)
      ? { emptySegment: q.pattern(EMPTY_SEGMENT, { rule: "F1" }), control: q.pattern(CONTROL, { rule: "F1" }) }
      : null,
    toHttps:
      facts.edgeSpeaks && plan.trust.redirectOwner === "web"
        ? { variable: q.word(variable(plan, "to_https"), { rule: "X4" }), host: q.word(facts.host, { rule: "X4" }) }
        : null,
    ...errorsView({ plan, q }),
    locations: hasRoot ? rows : [...rows, nothingView({ q })],
  };
}

function limitsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const { bodyBytes, bodyTimeS, sendTimeS, connections } = plan.web.limits;
  const at = "web.limits.connections";
  return {
    rated: plan.locations.some(({ rate }) => rate !== null) ? q.section("web.limits.rate") : null,
    bodySize: q.number(bodyBytes, "web.limits.body"),
    bodyTime: q.seconds(bodyTimeS, "web.limits.body_time"),
    sendTime: q.seconds(sendTimeS, "web.limits.send_time"),
    connections: connections === null ? null : { zone: q.word(prefixed(plan, "connections"), at), count: q.number(connections, at) },
  };
}

function compressionView({ plan: { web }, q }: Pick<Given, "plan" | "q">) {
  const { gzip, brotli, level, minBytes, types } = web.compression;
  const shared = {
    level: q.number(level, "web.compression.level"),
    minSize: q.number(minBytes, "web.compression.min_size"),
    // text/html is always compressed; to list it is a warning.
    types: types.filter((type) => type !== "text/html").map((type) => q.keyword(type, "web.compression.types")),
  };
  return { gzip: gzip ? shared : null, brotli: brotli ? shared : null };
}

function errorsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const pages = pagesOf(plan);
  const rule = { rule: "errors" } as const;
  const retryAfter = q.word(variable(plan, "retry_after"), rule);
  const reason = q.word(variable(plan, "reason"), rule);
  const headersFile = q.path(snippet(plan, "headers"), { rule: "F3" });
  return {
    headersFile,
    retryAfter,
    reason,
    wordsRange: wordsRange(pages),
    plainStatuses: plainStatuses(pages).map((status) => q.number(status, rule)),
    pages: pages.map(({ statuses, file, at }, i) => ({
      statuses: statuses.map((status) => q.number(status, at)),
      type: q.keyword(mediaTypeOf(file).type, at),
      charset: q.keyword(CHARSET, { rule: "F11" }),
      url: q.url(pageUrl(plan, `${i + 1}${extensionOf(file)}`), at),
      file: q.path(file, at),
      headersFile,
      retryAfter,
    })),
  };
}

function extensionOf(file: string): string {
  return /\.[A-Za-z0-9]+$/.exec(file)?.[0] ?? "";
}

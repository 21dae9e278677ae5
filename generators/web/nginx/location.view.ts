/** One location of nginx: who may come, how often, and what answers. */

import type { WebLink } from "../../plan/links.ts";
import { CHARSET, mediaTypeOf, NAMED_TYPES } from "../../plan/media-types.ts";
import type { Access, App, Cache, Location, Plan, Serve } from "../../plan/plan.ts";
import { cacheControl, HASHED_NAME, HIDDEN, IMMUTABLE } from "../static-files.ts";
import type { Facts, Given } from "./facts.ts";
import { linkWord } from "./link-word.ts";
import { cacheZone, linkFile, prefixed, snippet, upstreamOf, variable } from "./names.ts";
import type { NginxQuoter } from "./quote.ts";
import { waitS } from "./rate.ts";
import { isLogged, type Row } from "./rows.ts";
import { eitherVariables } from "./users.view.ts";

type Where = { readonly plan: Plan; readonly facts: Facts; readonly apps: ReadonlyMap<string, App>; readonly q: NginxQuoter };

export function locationView({ exact, url, location }: Row, where: Where) {
  const { plan, q } = where;
  const { serve, at, access, rate, bodyBytes } = location;
  const internal = serve.kind === "protected";
  return {
    exact,
    prefix: !exact && url !== "/",
    url: q.url(url, at),
    unlogged: !isLogged(location, plan.web.logs.exclude),
    internal,
    // The app ruled on its own URL before it led here.
    access: access === null || internal ? null : accessView(access, where),
    rate: rate === null || internal ? null : rateView(rate, { plan, q }),
    bodySize: "app" in serve && bodyBytes !== plan.web.limits.bodyBytes ? q.number(bodyBytes, at) : null,
    app: serve.kind === "app" || serve.kind === "health" ? appView(location, serve, where) : null,
    files: filesView({ exact, url, location }, where),
    nothing: false,
  };
}

/** Everything else of a site that has no app at `/`. */
export function nothingView({ q }: Pick<Given, "q">) {
  const empty = {
    exact: false,
    prefix: false,
    unlogged: false,
    internal: false,
    access: null,
    rate: null,
    bodySize: null,
    app: null,
    files: null,
  };
  return { ...empty, url: q.url("/", { rule: "catch-all" }), nothing: true };
}

function accessView({ allow, deny, basicAuth, at, ...access }: Access, { plan, facts, q }: Where) {
  const either = eitherVariables({ allow, deny, basicAuth, at, ...access }, plan);
  // Of a rule that an address satisfies too, the variables know the addresses.
  const isRuled = either === null && allow.length + deny.length > 0;
  return {
    nobody: isRuled && facts.nobody !== null ? q.word(facts.nobody, at) : null,
    deny: isRuled ? deny.map((network) => q.address(network, at)) : [],
    allow: isRuled ? allow.map((network) => q.address(network, at)) : [],
    closed: isRuled && allow.length > 0 ? q.section(at) : null,
    auth:
      basicAuth === null
        ? null
        : {
            realm: either === null ? q.string(basicAuth.realm, at) : q.word(either.realm, at),
            file: q.path(basicAuth.usersFile, at),
            variable: q.word(variable(plan, "user"), at),
            user: q.word(either?.user ?? "$remote_user", at),
          },
  };
}

function rateView(rate: NonNullable<Location["rate"]>, { plan, q }: Pick<Given, "plan" | "q">) {
  return {
    zone: q.word(`zone=${prefixed(plan, rate.zone)}`, rate.at),
    wait: q.word(variable(plan, "wait"), rate.at),
    waitS: q.number(waitS(rate), rate.at),
    burst: rate.burst === 0 ? null : q.word(`burst=${rate.burst}`, rate.at),
  };
}

function appView(
  { at, requestTimeS, requestTimeAt, cache }: Location,
  serve: Extract<Serve, { kind: "app" | "health" }>,
  { plan, apps, q }: Where,
) {
  const app = apps.get(serve.app);
  if (app === undefined) return null;
  const { webLink } = app.server;
  const route = serve.kind === "app" ? serve : null;
  const websocket = route?.websocket === true;
  return {
    ...passView(app, { plan, q }),
    maintenance: route === null ? null : maintenanceView({ plan, q }),
    // Before the server behind it ends what is stuck (RULES T1).
    readTime: q.seconds(requestTimeS, requestTimeAt),
    websocket: websocket ? { upgrade: q.word(variable(plan, "upgrade"), at), connection: q.word(variable(plan, "connection"), at) } : null,
    stream: route?.stream === true ? { brotli: plan.web.compression.brotli, request: webLink === "http" } : null,
    cache: cache === null || route?.stream === true || websocket ? null : cacheView(cache, webLink, { plan, q }),
  };
}

/** The lines that lead to an app, the same in every location of its. */
export function passView(app: App, { plan, q }: Pick<Given, "plan" | "q">) {
  const { webLink, times } = app.server;
  const upstream = upstreamOf(plan, app);
  const from = { rule: "T3" } as const;
  const kept = times.upstreamIdleS > 0;
  return {
    link: linkWord(webLink, q),
    upstream: q.word(webLink === "http" ? `http://${upstream}` : upstream, app.wsgiAt),
    file: q.path(snippet(plan, linkFile(webLink)), { rule: "X2" }),
    http:
      webLink === "http"
        ? {
            // Empty keeps the connection; a server that does not keep it is told so.
            connection: kept ? q.string("", from) : q.keyword("close", from),
            // A kept connection may have just been closed: tried again on a new one, never for a POST.
            retries: q.keyword(kept ? "error" : "off", from),
          }
        : null,
  };
}

function maintenanceView({ plan, q }: Pick<Given, "plan" | "q">) {
  if (plan.web.maintenance.allow.length === 0) return q.path(plan.paths.maintenance, "web.maintenance");
  return q.word(variable(plan, "maintenance"), "web.maintenance.allow");
}

function cacheView({ timeS, staleS, at }: Cache, link: WebLink, { plan, q }: Pick<Given, "plan" | "q">) {
  return { zone: q.word(cacheZone(plan, link), at), time: q.seconds(timeS, at), stale: staleS > 0 };
}

const HEADERS_FILE = { static: "headers", file: "headers", media: "upload-headers", protected: "protected-headers" } as const;

function filesView({ exact, url, location: { serve, at } }: Row, { plan, q }: Where) {
  if (serve.kind === "app" || serve.kind === "health") return null;
  const single = exact || serve.kind === "file";
  const upload = serve.kind === "media" || serve.kind === "protected";
  const stated = serve.kind === "protected" ? null : cacheControl(serve, plan.web);
  const path = serve.kind === "file" ? serve.file : exact ? serve.folder : `${serve.folder}/`;
  return {
    // Location and alias both end in a slash, or neither does (RULES F1).
    path: q.path(path, at),
    hidden: single ? null : q.below({ path: url, rest: HIDDEN }, { rule: "F1" }),
    // What an app hands out has the type that the app says.
    charset: serve.kind === "protected" ? null : q.keyword(CHARSET, { rule: "F11" }),
    type: serve.kind === "file" ? q.keyword(mediaTypeOf(serve.file).type, { rule: "F11" }) : null,
    named: single
      ? []
      : NAMED_TYPES.map(([name, type]) => ({ pattern: q.pattern(`/${name}$`, { rule: "F11" }), type: q.keyword(type, { rule: "F11" }) })),
    rules: q.path(snippet(plan, "files"), { rule: "F1" }),
    headersFile: q.path(snippet(plan, HEADERS_FILE[serve.kind]), { rule: "F3" }),
    cacheControl: stated === null ? null : q.string(stated, at),
    symlinksFrom: upload ? q.word(`from=${serve.folder}`, at) : null,
    hashed:
      serve.kind === "static" && serve.hashed && !exact && stated !== null
        ? {
            pattern: q.pattern(HASHED_NAME, { rule: "F4" }),
            cacheControl: q.string(IMMUTABLE, { rule: "F4" }),
          }
        : null,
  };
}

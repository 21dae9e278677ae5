/**
 * The first judgement: can this request be read, is it for us, and by which row of the table.
 * Everything a stranger can get wrong ends here. No I/O.
 */

import type { Exchange } from "./exchange.ts";
import { valueOf } from "./fields.ts";
import { type Framing, readFraming } from "./framing.ts";
import { type Named, nameHost, withPort } from "./host.ts";
import { isHttpTwo } from "./http-two-fields.ts";
import { locate } from "./locate.ts";
import type { Row } from "./site.ts";
import { readTarget, type Target } from "./target.ts";

export type Asked = {
  readonly kind: "asked";
  readonly framing: Framing;
  readonly target: Target;
  /** One of our names, with the public port: what the app sees as Host. */
  readonly host: string;
  readonly row: Row;
};

export type Verdict =
  | Asked
  | { readonly kind: "refused"; readonly status: number }
  /** Not even told what there is: the connection is closed. */
  | { readonly kind: "unanswered" }
  | { readonly kind: "redirect"; readonly location: string }
  | { readonly kind: "challenge"; readonly path: string };

const ACME = "/.well-known/acme-challenge/";
/** Neither is answered: a proxy's method and a mirror for headers have no use here. */
const REFUSED_METHODS = new Set(["TRACE", "CONNECT", "TRACK"]);

export function judge(exchange: Exchange): Verdict {
  const { request, fields, site } = exchange;
  const { limits } = site.settings;
  const { method = "GET", url = "", httpVersion } = request;
  const framing = readFraming(fields, httpVersion, limits, isHttpTwo(request) ? 2 : 1);
  if (typeof framing === "number") return refused(framing);
  if (method.length + url.length + 12 > limits.requestLineBytes) return refused(414);
  if (REFUSED_METHODS.has(method)) return refused(405);
  const target = readTarget(url, site.refuse);
  if (target === null) return refused(400);
  return judgeName(exchange, framing, target);
}

function judgeName(exchange: Exchange, framing: Framing, target: Target): Verdict {
  const { site, fields, request } = exchange;
  const { settings } = site;
  const written = target.authority ?? valueOf(fields.list, "host") ?? request.headers[":authority"];
  const named = nameHost(typeof written === "string" ? written : null, settings.site);
  if (named.kind === "invalid" || (request.httpVersion === "1.1" && valueOf(fields.list, "host") === null)) return refused(400);
  const challenge = challengeOf(exchange, target);
  if (challenge !== null && named.kind !== "unknown") return challenge;
  const row = locate(site.rows, target.path);
  // The edge's probes come in clear, and by address.
  const answersAnyName = !settings.site.refusesUnknownHosts || settings.site.probedByAddress;
  const mayProbe = exchange.client.fromEdge || settings.edge?.proxyProtocol === true;
  const probe = row?.serve.kind === "health" && mayProbe && (named.kind !== "unknown" || answersAnyName);
  if (!probe) {
    const elsewhere = redirectOf(exchange, named, target);
    if (elsewhere !== null) return elsewhere;
  }
  if (row === null) return refused(404);
  const host = withPort(named.kind === "ours" ? named.host : settings.site.canonical, settings.site);
  return { kind: "asked", framing, target, host, row };
}

/** RFC 8555, section 8.3: over http, under every name. */
function challengeOf({ site }: Exchange, { path }: Target): Verdict | null {
  if (site.settings.tls?.acmeWebroot == null || !path.startsWith(ACME)) return null;
  return { kind: "challenge", path };
}

function redirectOf({ site, client }: Exchange, named: Named, { raw }: Target): Verdict | null {
  const { settings } = site;
  if (named.kind === "alias") return { kind: "redirect", location: settings.site.origin + raw };
  if (named.kind !== "ours" && settings.site.refusesUnknownHosts) return { kind: "unanswered" };
  if (!settings.site.redirectsToHttps) return null;
  // Where the site ends TLS itself, its http port is for redirects, whoever says what.
  const isClear = settings.tls !== null && !client.encrypted;
  // The edge's own probes say nothing about the scheme, and are not sent away.
  const isSaidClear =
    client.fromEdge && settings.edge?.endsTls === true ? (client.edgeScheme ?? "https") !== "https" : client.scheme === "http";
  const clear = isClear || isSaidClear;
  const host = withPort(named.kind === "ours" ? named.host : settings.site.canonical, settings.site);
  return clear ? { kind: "redirect", location: `https://${host}${raw}` } : null;
}

function refused(status: number): Verdict {
  return { kind: "refused", status };
}

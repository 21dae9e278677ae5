/**
 * An app's WSGI server: the two links it stands between, and every number that follows from
 * the request time (RULES T1, T3, T4) and the budget.
 */

import { below } from "../../schema/path.ts";
import { sizeBytes } from "../../schema/units.ts";
import type { Registry } from "../layer.ts";
import { noMatch } from "../link/no-match.ts";
import type { Report } from "../report.ts";
import type { AppSource } from "./app-sources.ts";
import type { Share } from "./budget.ts";
import { seconds } from "./input.ts";
import { type AppLink, meet, protocolOf, type WebLink } from "./links.ts";
import { runFile } from "./paths.ts";
import type { Location, Paths, Server, ServerLinks, Times, WebName } from "./plan.ts";

export type ServerInput = {
  readonly app: AppSource;
  readonly web: WebName;
  readonly paths: Paths;
  readonly virtualenv: string | null;
  /** The app runs on the distribution's own Python, outside of any virtualenv. */
  readonly isDistributions: boolean;
  readonly locations: readonly Location[];
  readonly share: Share;
  readonly registry: Registry;
  readonly report: Report;
};

/** Null after a `link-no-match`. `run` is filled in by the layer itself, which needs the whole plan. */
export function planServer(input: ServerInput): Server | null {
  const { app, paths, share } = input;
  const { wsgi } = app;
  const links = chooseLinks(input);
  if (links === null) return null;
  const stopWaitS = gracefulS(input);
  const layer = input.registry.wsgi[wsgi.server];
  const command = wsgi.command ?? layer.command(input);
  const distribution = command?.startsWith("/usr/bin/") ?? false;
  return {
    name: wsgi.server,
    ...links,
    socket: links.webLink === "embedded" ? null : runFile(paths, { name: app.name, server: links }, "sock"),
    command,
    distribution,
    workers: wsgi.workers,
    threads: links.appLink === "wsgi" ? wsgi.threads : 1,
    workersMax: share.workersMax,
    threadsMax: links.appLink === "wsgi" ? share.threadsMax : 1,
    preload: wsgi.preload ?? layer.facts.preloads,
    maxRequests: orNull(wsgi.max_requests),
    maxMemoryBytes: wsgi.max_memory === false ? null : sizeBytes(wsgi.max_memory),
    gracefulS: stopWaitS,
    backlog: wsgi.backlog,
    times: planTimes(input, links, stopWaitS),
    run: null,
  };
}

const orNull = (value: number | false | undefined): number | null => (value === undefined || value === false ? null : value);

function chooseLinks(input: ServerInput): ServerLinks | null {
  const { app, registry, web, report } = input;
  const framework = registry.framework[app.source.framework];
  const server = registry.wsgi[app.wsgi.server];
  const front = registry.web[web];
  const offered = app.source.interface === undefined ? framework.offers : framework.offers.filter((link) => link === app.source.interface);
  const appLink = meet<AppLink>(server.accepts, offered);
  if (appLink === null) {
    noMatch({ app, web, registry, report, side: "app", accepts: server.accepts, offers: offered });
    return null;
  }
  const spoken = server.offers(appLink);
  const wanted = app.wsgi.protocol;
  const accepts = wanted === undefined ? front.accepts : front.accepts.filter((link) => protocolOf(link) === wanted);
  const webLink = meet<WebLink>(accepts, spoken);
  if (webLink === null) {
    noMatch({ app, web, registry, report, side: "web", accepts, offers: spoken });
    return null;
  }
  return { appLink, webLink };
}

/** What nobody waits for at a deploy without having been told. */
const LONG_STOP_S = 300;

/** The app's own time decides; stopping waits at least as long as a request may take, unless the user has said how long. */
function gracefulS(input: ServerInput): number {
  const { app, locations, report } = input;
  const longest = requestTimeMaxS(app.name, locations);
  if (app.wsgi.graceful_time === undefined) {
    if (longest > LONG_STOP_S) reportLongStop(longest, input);
    return Math.max(30, longest);
  }
  const stated = seconds(app.wsgi.graceful_time);
  // Of a route with a time of its own: who states less, has chosen.
  const request = Math.min(longest, ordinaryTimeS(app.name, locations));
  if (stated < request)
    report({
      code: "graceful-short",
      layer: "link",
      at: below(app.wsgiAt, "graceful_time"),
      message: `a stop waits ${stated} s, but a request may take ${request} s`,
      help: "raise graceful_time, or requests in flight are cut at every deploy",
      related: [{ at: "web.limits.request_time", message: `requests may take ${request} s` }],
    });
  return stated;
}

function reportLongStop(longest: number, { app, locations, report }: ServerInput): void {
  const route = locations.find(({ requestTimeS }) => requestTimeS === longest);
  report({
    code: "long-stop",
    layer: "link",
    at: route?.at ?? below(app.wsgiAt, "graceful_time"),
    message: `each stop of this app may take ${longest} s, since a request to ${route?.path ?? "/"} may`,
    help: `state graceful_time: 30s below wsgi to cut such a request at a deploy, or graceful_time: ${longest}s to wait for it`,
  });
}

/** Of the app's widest row, which is the last: what a page without a word of its own may take. */
function ordinaryTimeS(app: string, locations: readonly Location[]): number {
  return times(app, locations, false).at(-1) ?? 1;
}

export function requestTimeMaxS(app: string, locations: readonly Location[]): number {
  return Math.max(1, ...times(app, locations, false));
}

function times(app: string, locations: readonly Location[], streaming: boolean): number[] {
  return locations.flatMap(({ serve, requestTimeS }) =>
    serve.kind === "app" && serve.app === app && (serve.stream || serve.websocket) === streaming ? [requestTimeS] : [],
  );
}

/**
 * The web server gives a request up first: it alone can answer for every WSGI server in the same way, by 504 and
 * the site's own page. Most WSGI servers can only end a worker, which a web server takes for a crash (502, 500). What is
 * stuck is ended this much later: never at the same moment, or it would be chance which of the two a client gets.
 */
export const KILL_MARGIN_S = 2;

function planTimes(input: ServerInput, links: ServerLinks, stopWaitS: number): Times {
  const webReadS = requestTimeMaxS(input.app.name, input.locations);
  const { facts, keepaliveS: keeps } = input.registry.wsgi[input.app.wsgi.server];
  const keepaliveS = keeps(links, threadsMax(input));
  const streams = times(input.app.name, input.locations, true);
  return {
    webReadS,
    killS: webReadS + KILL_MARGIN_S,
    streamS: streams.length === 0 ? null : Math.max(...streams) + KILL_MARGIN_S,
    stopS: stopWaitS + 10,
    upstreamKeepaliveS: keepaliveS,
    upstreamIdleS: facts.closesIdle ? 0 : Math.max(0, keepaliveS - IDLE_MARGIN_S),
  };
}

/** Dropped this much before the server drops it, or a request meets a connection that is just closing (RULES T3). */
const IDLE_MARGIN_S = 5;

function threadsMax({ app, share }: ServerInput): number {
  const { threads } = app.wsgi;
  return threads === "auto" ? share.threadsMax : threads;
}

/**
 * The plan's URL table as <Location> sections. `<Location "/x">` matches as the table means it,
 * by whole segments (https://httpd.apache.org/docs/2.4/mod/core.html#location). All sections
 * that cover a path apply, in the file's order, so each states everything that another may have
 * stated.
 */
import { below } from "../../../schema/path.ts";
import { coveringPaths } from "../../plan/covering-paths.ts";
import type { Access, App, Cache, Location, Plan } from "../../plan/plan.ts";
import { NOBODY } from "../client-address.ts";
import { ACCEL_HEADERS, SENDFILE_HEADERS } from "../sendfile-headers.ts";
import { HIDDEN, ownsPolicy, UPLOAD_POLICY } from "../static-files.ts";
import { appOf, type Given } from "./facts.ts";
import { prefixed, scriptFile } from "./names.ts";
import { halved } from "./networks.ts";
import { sendFolders } from "./sendfile.ts";
import { workerOf } from "./workers.ts";

export function locationViews(given: Given) {
  const { locations } = given.plan;
  // CacheDisable cannot be taken back further down: it stands only where something is cached above.
  const cached = new Set(locations.flatMap(({ cache, exact, path }) => (cache !== null && !exact ? [path] : [])));
  return [...locations].reverse().map((location) => locationView(location, cached, given));
}

function locationView(location: Location, cached: ReadonlySet<string>, given: Given) {
  const { plan, facts, q } = given;
  const { path, serve, at } = location;
  const app = "app" in serve && serve.kind !== "protected" ? appOf(plan, serve.app) : null;
  const isLong = serve.kind === "app" && (serve.stream || serve.websocket);
  const proxy = app === null ? null : proxyView(location, app, { q });
  const sendfile = app === null ? [] : sendFolders(plan, app);
  return {
    from: { section: q.section(at) },
    exact: location.exact,
    url: q.url(path, at),
    pattern: q.urlPattern(path, at),
    proxy,
    unproxied: proxy === null && facts.proxied.length > 0,
    stream: isLong,
    bodyBytes: q.number(location.bodyBytes, "web.limits.body"),
    judgesLength: app !== null,
    embedded: app?.server.webLink === "embedded" && plan.web.tls?.http2 === true,
    // Taken from the apps, whose files mod_xsendfile sends.
    tagged: app === null && plan.locations.some((other) => other.serve.kind === "protected"),
    whole: app !== null && sendfile.length === 0,
    sendfile: sendfile.length === 0 ? null : sendfile.map((folder) => q.path(folder, at)),
    hiddenBelow: sendfile.map((folder) => q.hiddenBelow({ path: `${folder}/`, rest: HIDDEN }, at)),
    uploadPolicy: q.headerValue(UPLOAD_POLICY, { rule: "media" }),
    // The app has judged: its own policy in place of the cage, where no other is everywhere.
    policyUnlessOwn: ownsPolicy(plan.web) ? null : q.expression(" && -z resp('Content-Security-Policy')", { rule: "media" }),
    // mod_xsendfile takes its own away.
    untold:
      app === null
        ? null
        : [...(sendfile.length === 0 ? SENDFILE_HEADERS : []), ...ACCEL_HEADERS].map((name) => q.header(name, { rule: "F8" })),
    quiet: isQuiet(location, plan),
    ...countedView(location, given),
    cache: location.cache === null || isLong ? null : cacheView(location.cache, app, { q }),
    uncached: (location.cache === null || isLong) && coveringPaths(path).some((above) => cached.has(above)),
    access: location.access === null ? null : accessView(location.access, { facts, q }),
  };
}

function proxyView(location: Location, app: App, { q }: Pick<Given, "q">) {
  const worker = workerOf(location, app);
  if (worker === null) return null;
  return {
    worker: q.workerUrl(worker, { rule: "S9" }),
    path: q.urlPart(location.path, location.at),
    // The raw path as it came: encoding it anew would not give the same bytes.
    raw: worker.link === "http",
    passesAuth: worker.link === "fastcgi",
  };
}

function isQuiet({ path, serve }: Location, { web }: Plan): boolean {
  return serve.kind === "health" || coveringPaths(path).some((above) => web.logs.exclude.includes(above));
}

/** One counter a zone: a path counts in its own zone, and is refused by that alone. */
function countedView({ rate, serve, at }: Location, { plan, facts, q }: Given) {
  const from = rate?.at ?? at;
  const zones = facts.rates.map(({ zone }) => zone);
  const own = rate === null ? null : prefixed(plan, rate.zone);
  const isFree = serve.kind === "health" && plan.web.limits.connections !== null;
  const uncounted = [
    ...zones.filter((zone) => zone !== rate?.zone).map((zone) => prefixed(plan, zone)),
    ...(own === null && zones.length > 0 ? ["QS_Cond"] : []),
    ...(isFree ? ["QS_EventRequest"] : []),
  ];
  const counted = own === null ? [] : [`${own}=1`, `QS_Cond=${own}`];
  return {
    counts: uncounted.length + counted.length > 0,
    counted: counted.map((word) => q.word(word, from)),
    uncounted: uncounted.map((name) => q.word(name, from)),
  };
}

function cacheView({ timeS, staleS, at }: Cache, app: App | null, { q }: Pick<Given, "q">) {
  return {
    // mod_proxy_fcgi keeps an app's headers beside the usual ones, and of two Vary the cache knows one.
    table: q.word(app?.server.webLink === "fastcgi" ? "always" : "onsuccess", { rule: "F8" }),
    time: q.number(timeS, at),
    most: q.number(Math.max(timeS, 86_400), at),
    stale: q.word(staleS > 0 ? "On" : "Off", at),
  };
}

function accessView({ allow, deny, basicAuth, satisfy, at }: Access, { facts: { edgeSpeaks }, q }: Pick<Given, "facts" | "q">) {
  const auth = below(at, "basic_auth");
  const networks = (list: readonly string[], key: string) =>
    list.flatMap((network, i) => halved(network).map((half) => q.address(half, below(at, key, i))));
  return {
    satisfy: q.word(satisfy === "any" ? "RequireAny" : "RequireAll", below(at, "satisfy")),
    addresses: allow.length + deny.length > 0,
    nobody: edgeSpeaks ? q.address(NOBODY, { rule: "X8" }) : null,
    deny: networks(deny, "deny"),
    allow: allow.length === 0 ? null : networks(allow, "allow"),
    basic:
      basicAuth === null
        ? null
        : { realm: q.string(basicAuth.realm, below(auth, "realm")), users: q.path(basicAuth.usersFile, below(auth, "users_file")) },
  };
}

/** Longest first: WSGIScriptAlias takes the first that matches. */
export function scriptViews(group: (app: App) => string, given: Given) {
  const { facts, q } = given;
  const longestFirst = [...facts.embedded].sort((a, b) => b.mount.length - a.mount.length);
  return longestFirst.map((app) => ({
    url: q.url(app.mount, below(app.at, "mount")),
    script: q.path(scriptFile(given.plan, app), app.at),
    group: q.word(group(app), "name"),
  }));
}

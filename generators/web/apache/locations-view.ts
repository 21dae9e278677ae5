/**
 * The plan's URL table as <Location> sections. `<Location "/x">` matches as the table means it,
 * by whole segments (https://httpd.apache.org/docs/2.4/mod/core.html#location). All sections
 * that cover a path apply, in the file's order, so each states everything that another may have
 * stated.
 */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { glueFolder } from "../../plan/paths.ts";
import { coveringPaths } from "../../plan/locations.ts";
import type { Access, App, Cache, Location, Plan } from "../../plan/plan.ts";
import { type ApacheQuoter, quoteApache } from "../../quote/apache.ts";
import { appOf, type Facts } from "./facts.ts";
import { prefixed } from "./names.ts";
import { sendFolders } from "./sendfile.ts";
import { workerOf } from "./workers.ts";

export function locationViews(emit: Emit, facts: Facts) {
  return [...emit.plan.locations].reverse().map((location) => locationView(location, emit, facts));
}

function locationView(location: Location, emit: Emit, facts: Facts) {
  const { plan } = emit;
  const q = quoteApache(emit);
  const { path, serve, at } = location;
  const app = "app" in serve && serve.kind !== "protected" ? appOf(plan, serve.app) : null;
  const proxy = app === null ? null : proxyView(location, app, q);
  const sendfile = app === null ? [] : sendFolders(plan, app);
  return {
    from: { section: q.section(at) },
    exact: location.exact,
    url: q.url(path, at),
    pattern: q.urlPattern(path, at),
    proxy,
    unproxied: proxy === null && facts.proxied.length > 0,
    stream: serve.kind === "app" && (serve.stream || serve.websocket),
    bodyBytes: q.number(location.bodyBytes, "web.limits.body"),
    sendfile: sendfile.length === 0 ? null : sendfile.map((folder) => q.path(folder, at)),
    quiet: isQuiet(location, plan),
    ...countedView(location, plan, facts, q),
    cache: location.cache === null ? null : cacheView(location.cache, q),
    uncached: facts.caches && location.cache === null,
    access: location.access === null ? null : accessView(location.access, q),
  };
}

function proxyView(location: Location, app: App, q: ApacheQuoter) {
  const worker = workerOf(location, app);
  if (worker === null) return null;
  return {
    worker: q.workerUrl(worker, { rule: "S9" }),
    path: q.urlPart(location.path, location.at),
    // The raw path as it came: encoding it anew would not give the same bytes.
    raw: worker.link === "http",
    passesAuth: worker.link === "fastcgi",
    sendsLength: worker.link === "http" && app.server.appLink === "wsgi",
  };
}

function isQuiet({ path, serve }: Location, { web }: Plan): boolean {
  return serve.kind === "health" || coveringPaths(path).some((above) => web.logs.exclude.includes(above));
}

/** One counter a zone; a path counts in its own zone alone. */
function countedView({ rate, serve, at }: Location, plan: Plan, facts: Facts, q: ApacheQuoter) {
  const isHealth = serve.kind === "health";
  if (facts.rates.length === 0 && !(isHealth && plan.web.limits.connections !== null)) return { counted: null, uncounted: [] };
  const variable = (zone: string) => prefixed(plan, zone);
  const others = facts.rates.filter(({ zone }) => zone !== rate?.zone).map(({ zone }) => variable(zone));
  const never = isHealth && plan.web.limits.connections !== null ? ["QS_EventRequest"] : [];
  const counted = rate === null ? "stackc_uncounted=1" : `${variable(rate.zone)}=1`;
  return {
    counted: q.word(counted, rate?.at ?? at),
    uncounted: [...others, ...never].map((name) => q.word(name, rate?.at ?? at)),
  };
}

function cacheView({ timeS, staleS, at }: Cache, q: ApacheQuoter) {
  return {
    time: q.number(timeS, at),
    most: q.number(Math.max(timeS, 86_400), at),
    stale: q.word(staleS > 0 ? "On" : "Off", at),
  };
}

function accessView({ allow, deny, basicAuth, satisfy, at }: Access, q: ApacheQuoter) {
  const auth = below(at, "basic_auth");
  return {
    satisfy: q.word(satisfy === "any" ? "RequireAny" : "RequireAll", below(at, "satisfy")),
    addresses: allow.length + deny.length > 0,
    deny: deny.map((network, i) => q.address(network, below(at, "deny", i))),
    allow: allow.length === 0 ? null : allow.map((network, i) => q.address(network, below(at, "allow", i))),
    basic:
      basicAuth === null
        ? null
        : { realm: q.string(basicAuth.realm, below(auth, "realm")), users: q.path(basicAuth.usersFile, below(auth, "users_file")) },
  };
}

/** Longest first: WSGIScriptAlias takes the first that matches. */
export function scriptViews(emit: Emit, facts: Facts, group: (app: App) => string) {
  const q = quoteApache(emit);
  const longestFirst = [...facts.embedded].sort((a, b) => b.mount.length - a.mount.length);
  return longestFirst.map((app) => ({
    url: q.url(app.mount, below(app.at, "mount")),
    script: q.path(`${glueFolder(emit.plan, app)}/stackc_app.py`, app.at),
    folder: q.path(glueFolder(emit.plan, app), app.at),
    group: q.word(group(app), "name"),
  }));
}

import { processGroup, released } from "../../plan/paths.ts";
import type { Location } from "../../plan/plan.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { type Given, links } from "./facts.ts";
import { locationViews, scriptViews } from "./location.view.ts";
import { prefixed, snippet } from "./names.ts";
import { halved } from "./networks.ts";
import { sendFolders } from "./sendfile.ts";
import { windowOf } from "./site.view.ts";
import { workersOf } from "./workers.ts";

export function serveView(given: Given) {
  const { plan, facts, q } = given;
  const { compression, limits } = plan.web;
  const scripts = scriptViews((app) => processGroup(plan, app), given);
  return {
    from: {
      maintenance: q.section("web.maintenance"),
      limits: q.section("web.limits"),
      unserved: q.section({ rule: "F1" }),
      compression: q.section("web.compression"),
      cache: q.section("web.cache"),
      fastcgi: q.section({ rule: "F9" }),
      embedded: q.section({ rule: "F10" }),
      kept: q.section({ rule: "media" }),
    },
    ...maintenanceView(given),
    refusals: facts.counts ? refusalViews(given) : null,
    unserved: unservedViews(plan.locations, { facts, q }),
    hasFiles: facts.fileRows.length > 0,
    filesFile: q.path(snippet(plan, "files"), { rule: "layout" }),
    pagesFile: q.path(snippet(plan, "pages"), { rule: "layout" }),
    compresses: compression.gzip || compression.brotli,
    gzip: compression.gzip,
    brotli: compression.brotli,
    types: q.expression(
      ["text/html", ...compression.types.filter((type) => type !== "text/html")].map((type) => type.replace(/[.+*]/g, "[$&]")).join("|"),
      "web.compression.types",
    ),
    minBytes: q.number(compression.minBytes, "web.compression.min_size"),
    level: q.number(compression.level, "web.compression.level"),
    compressed: q.expression("resp('Content-Encoding') =~ /^(gzip|br)$/ && -z resp('Content-Length') && -z reqenv('stackc_encoding')", {
      rule: "F8",
    }),
    keepsEtag: capabilitiesOf(plan.web.version).keepsEtag,
    caches: facts.caches,
    connections: limits.connections !== null,
    speaksFastcgi: links(facts, "fastcgi"),
    workers: workersOf(plan).map((worker) => ({
      from: { section: q.section({ rule: "T1" }) },
      url: q.workerUrl(worker, { rule: "S9" }),
      timeout: q.number(worker.timeoutS, worker.timeoutAt),
      keeps: worker.idleS > 0,
      // mod_proxy_fcgi keeps none unless it is told to in so many words.
      fastcgi: worker.link === "fastcgi",
      ttl: q.number(worker.idleS, { rule: "T3" }),
      flushes: worker.stream,
      websocket: worker.websocket,
    })),
    scripts,
    glueFolder: q.path(released(plan, "app"), { rule: "layout" }),
    kept: [...new Set(plan.apps.flatMap((app) => sendFolders(plan, app)))].map((folder) => q.path(folder, { rule: "media" })),
    proxies: facts.proxied.length > 0,
    locations: locationViews(given),
  };
}

/** The last that is true counts: a path's own. mod_qos refuses until its window ends. */
function refusalViews({ plan, facts: { rates }, q }: Given) {
  const { connections } = plan.web.limits;
  const any = { seconds: q.number(1, "web.limits.connections"), variable: null };
  return [
    ...(connections === null ? [] : [any]),
    ...rates.map((rate) => ({
      seconds: q.number(windowOf(rate).seconds, rate.at),
      variable: q.word(prefixed(plan, rate.zone), rate.at),
    })),
  ];
}

function maintenanceView({ plan, q }: Given) {
  const { allow, retryAfterS } = plan.web.maintenance;
  const open = plan.locations
    .filter(({ serve }) => serve.kind !== "app" && serve.kind !== "protected")
    .map(({ path, exact, at }) => q.pathEnd({ path, exact }, at));
  return {
    maintenanceFile: q.path(plan.paths.maintenance, "name"),
    open,
    allowed: allow.flatMap((network, i) => halved(network).map((half) => q.address(half, `web.maintenance.allow[${i}]`))),
    retryAfter: q.number(retryAfterS, "web.maintenance.retry_after"),
  };
}

/** Paths that are 404 whatever lies below them: protected folders, and the root of a site without one. */
function unservedViews(locations: readonly Location[], { facts, q }: Pick<Given, "facts" | "q">) {
  const closed = locations.filter(({ serve }) => serve.kind === "protected");
  const root: Pick<Location, "path" | "at">[] = facts.rootless ? [{ path: "/", at: "apps" }] : [];
  return [...closed, ...root].map(({ path, at }) => {
    const inside = locations.filter((other) => other.path.startsWith(path) && other.path !== path && other.serve.kind !== "protected");
    return {
      pattern: q.urlPattern(path, at),
      except:
        inside.length === 0
          ? null
          : inside.map((other) => q.pathEnd({ path: other.path.slice(path.length), exact: other.exact }, other.at)),
    };
  });
}

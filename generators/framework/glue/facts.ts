/** The view of stackc_facts.py: what all frameworks' glue reads, literals only. */

import { below } from "../../../schema/path.ts";
import { frameworkLayer, webLayer, wsgiLayer } from "../../chosen.ts";
import type { Emit, Layered } from "../../layer.ts";
import { locationsOf } from "../../plan/app-locations.ts";
import { deadlinesOf } from "../../plan/deadlines.ts";
import { protocolOf } from "../../plan/links.ts";
import type { App } from "../../plan/plan.ts";
import { quotePython } from "../../quote/python.ts";
import type { View } from "../../render/text.ts";

const LEVELS: Readonly<Record<App["logLevel"], string>> = { debug: "DEBUG", info: "INFO", warning: "WARNING", error: "ERROR" };

export function factsView(app: App, emit: Emit): View<"python"> {
  const { plan } = emit;
  const q = quotePython(emit);
  const embedded = app.server.webLink === "embedded";
  const moduleAt = below(app.at, "module");
  return {
    module: q.literal(app.module.module, moduleAt),
    name: q.literal(app.module.name, moduleAt),
    factory: q.literal(app.module.factory, moduleAt),
    link: q.literal(protocolOf(app.server.webLink), below(app.wsgiAt, "protocol")),
    answer: q.literal(app.server.appLink === "wsgi" ? wsgiLayer(app, emit).facts.answerModule : null, below(app.wsgiAt, "server")),
    hosts: q.literal(plan.site.domains, "domains"),
    https: q.literal(plan.site.scheme === "https", "web.tls"),
    mount: q.literal(mountOf(app), below(app.at, "mount")),
    healthPath: q.literal(app.health?.path ?? null, below(app.at, "health", "path")),
    healthCheck: q.literal(checkOf(app), below(app.at, "health", "check")),
    bodyLimits: q.literal(bodyLimits(app, emit), "web.limits.body"),
    requestIds: q.literal(plan.web.logs.requestId, "web.logs.request_id"),
    logLevel: q.literal(LEVELS[app.logLevel], below(app.at, "log_level")),
    logJson: q.literal(plan.web.logs.access === "json", "web.logs.access"),
    secrets: q.literal(app.secrets, below(app.at, "secrets")),
    secretsFile: q.literal(plan.paths.secrets, below(app.at, "secrets")),
    embedded,
    deadline: q.literal(deadlineOf(app, emit), { rule: "T2" }),
    state: q.literal(plan.paths.state, { rule: "app-environ" }),
    environment: app.env
      // The glue's own word is set before this is read.
      .filter(({ name }) => !frameworkLayer(app, emit).facts.environment.some((own) => own.name === name))
      .map(({ name, value, at }) => ({ name: q.literal(name, at), value: q.literal(value, at) })),
  };
}

function bodyLimits(app: App, emit: Emit) {
  const { plan } = emit;
  if (webLayer(emit).behaviour.boundsChunked || app.server.webLink === "embedded") return [];
  return locationsOf(plan, app).map(({ path, exact, bodyBytes }) => ({ path, exact, bytes: bodyBytes }));
}

/** Null where the server itself knows a request's time from its client's: event loops do, too. */
function deadlineOf(app: App, { plan, registry }: Layered) {
  const { appLink, gracefulS } = app.server;
  const { deadline } = wsgiLayer(app, { registry }).facts;
  if (appLink !== "wsgi" || deadline === null) return null;
  const { paths, otherwiseS } = deadlinesOf(plan, app);
  const longestS = Math.max(otherwiseS, ...paths.map(({ seconds }) => seconds));
  return {
    paths,
    otherwise_s: otherwiseS,
    graceful_s: gracefulS,
    drains: deadline.drains,
    frozen_s: deadline.seesFrozen ? null : longestS + FROZEN_MARGIN_S,
  };
}

const FROZEN_MARGIN_S = 10;

/** SCRIPT_NAME for the app: its mount, nothing for the root. */
export function mountOf(app: App): string {
  return app.mount === "/" ? "" : app.mount;
}

function checkOf({ health }: App) {
  if (health === null || health.check === null) return null;
  const [module = "", attribute = ""] = health.check.split(":");
  const factory = attribute.endsWith("()");
  return { module, name: factory ? attribute.slice(0, -2) : attribute, factory };
}

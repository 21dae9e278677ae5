/** RUNBOOK.md: this stack's own operations page, with the numbers that prove its limits fit. */
import { below } from "../../../schema/path.ts";
import { webLayer } from "../../chosen.ts";
import type { Emit, Layered } from "../../layer.ts";
import { serverUnitOf } from "../../plan/paths.ts";
import type { App } from "../../plan/plan.ts";
import { quoteMarkdown } from "../../quote/markdown.ts";
import type { File } from "../../render/file.ts";
import { render } from "../../render/render.ts";
import { folderOf } from "./os-view.ts";
import { packagesOf } from "./packages.ts";
import { renewedBy, secretNames } from "./release-view.ts";
import template from "./runbook.md.hbs";
import { mediaElsewhere } from "./service.ts";
import { isEmpty, processUnit, targetUnit, timedUnit, unitNames, webUnit } from "./units.ts";

export function renderRunbook(emit: Emit): File {
  const view = { ...stackView(emit), ...unitsView(emit), ...secretsView(emit), ...certificateView(emit), ...proofsView(emit) };
  return render({ path: "RUNBOOK.md", template, view, origin: { kind: "rule", id: "runbook" } });
}

function stackView(emit: Emit) {
  const { plan, registry } = emit;
  const limiter = webLayer(emit).behaviour.limiter(plan);
  const readers = Object.values(registry.web).flatMap(({ title, host }) => (host === null ? [] : [title]));
  const { paths } = plan;
  const q = quoteMarkdown(emit);
  const rule = { rule: "paths" } as const;
  return {
    from: {
      what: q.section("name"),
      secrets: q.section("app.secrets"),
      acme: q.section("web.tls"),
      internal: q.section("web.tls"),
      files: q.section("web.tls"),
      release: q.section({ rule: "release" }),
      times: q.section({ rule: "T1" }),
      budget: q.section("budget.db_connections"),
    },
    stack: q.code(plan.name, "name"),
    origin: q.code(plan.site.origin, "domains"),
    web: q.code(plan.web.server, "web.server"),
    appCount: q.number(plan.apps.length, "apps"),
    several: plan.apps.length > 1,
    os: q.code(plan.os.name, "target.os"),
    release: q.code(paths.release, rule),
    state: q.code(paths.state, rule),
    mediaElsewhere: [...new Map(plan.apps.flatMap((app) => mediaElsewhere(plan, app).map((folder) => [folder, app] as const)))].map(
      ([folder, app]) => ({ folder: q.code(folder, below(app.at, "media")), app: q.code(app.name, below(app.at, "name")) }),
    ),
    cache: q.code(paths.cache, rule),
    run: q.code(paths.run, rule),
    maintenance: q.code(paths.maintenance, rule),
    webUser: q.code(plan.users.web, "target.web_user"),
    packages: q.code(packagesOf(emit).join(" "), { rule: "packages" }),
    limiter: limiter === null ? null : q.code(limiter, "web.limits"),
    readers: q.code(readers.join(" and "), "target.web_user"),
  };
}

type Row = { readonly what: string; readonly unit: string; readonly place: string | null; readonly user: string; readonly at: string };

function unitsView(emit: Emit) {
  const { plan } = emit;
  const q = quoteMarkdown(emit);
  // Below the distribution's own folder, where its log rotation reaches them.
  const logs = webLayer(emit).host?.logFolder ?? null;
  const reloads = plan.apps.filter(({ server }) => server.run?.reloadSignal !== null && server.run !== null);
  return {
    units: rowsOf(emit).map(({ what, unit, place, user, at }) => ({
      what: q.code(what, at),
      unit: q.code(unit, at),
      place: place === null ? null : q.code(place, at),
      user: q.code(user, "target.user"),
    })),
    grouped: !isEmpty(unitNames(plan)),
    target: q.code(targetUnit(plan), "name"),
    restarts: plan.apps.filter(({ server }) => server.run !== null).map((app) => q.code(serverUnit(emit, app), app.wsgiAt)),
    reloads: reloads.map((app) => q.code(`${serverUnitOf(plan, app)}.service`, app.wsgiAt)),
    webLog: logs === null ? null : q.code(`${logs}/${plan.name}.*.log`, "web.logs"),
    embedded: plan.apps.some(({ server }) => server.run === null),
    webService: q.code(webLayer(emit).host?.unit ?? "", "web.server"),
  };
}

function rowsOf(emit: Emit): readonly Row[] {
  const { plan } = emit;
  const user = plan.users.app;
  const { listen, server } = plan.web;
  const ports = [listen.http, listen.https].filter((port) => port !== null).join(", ");
  const service = webLayer(emit).host?.unit ?? null;
  return [
    {
      what: `${server}, the web server`,
      unit: service ?? `${webUnit(plan)}.service`,
      place: ports,
      user: service === null ? user : plan.users.web,
      at: "web.server",
    },
    ...plan.apps.map(
      (app): Row => ({
        what: `${app.server.name}, app ${app.name}`,
        unit: serverUnit(emit, app),
        place: app.server.socket,
        user,
        at: app.wsgiAt,
      }),
    ),
    ...plan.processes.map(
      (process): Row => ({
        what: `process ${process.name}${process.instances > 1 ? `, ${process.instances} times` : ""}`,
        unit: `${processUnit(plan, process)}${process.instances > 1 ? "@*" : ""}.service`,
        place: null,
        user,
        at: process.at,
      }),
    ),
    ...plan.schedule.map(
      (timed): Row => ({ what: `timed command ${timed.name}`, unit: `${timedUnit(plan, timed)}.timer`, place: null, user, at: timed.at }),
    ),
  ];
}

function serverUnit(layered: Layered, app: App): string {
  const { plan } = layered;
  return app.server.run === null ? (webLayer(layered).host?.unit ?? "") : `${serverUnitOf(plan, app)}.service`;
}

function secretsView(emit: Emit) {
  const { plan } = emit;
  const q = quoteMarkdown(emit);
  const names = secretNames(plan.apps);
  return {
    secretNames:
      names.length === 0
        ? null
        : names.map((name, i) => ({ more: i > 0, name: q.code(name, below(plan.apps[0]?.at ?? "app", "secrets")) })),
    secrets: q.code(plan.paths.secrets, { rule: "paths" }),
    etc: q.code(folderOf(plan.paths.secrets), { rule: "paths" }),
  };
}

function certificateView(emit: Emit) {
  const { plan } = emit;
  const { tls } = plan.web;
  const q = quoteMarkdown(emit);
  return {
    acme: tls?.certificate === "acme",
    internal: tls?.certificate === "internal",
    files: tls?.certificate === "files",
    acmeName: q.code(tls?.acme?.name ?? "", "web.tls.acme.name"),
    acmeWebroot: q.code(tls?.acme?.webroot ?? "", "web.tls.acme.webroot"),
    certFile: q.code(tls?.certFile ?? "", "web.tls.cert_file"),
    keyFile: q.code(tls?.keyFile ?? "", "web.tls.key_file"),
    renewed: q.code(renewedBy(emit), "web.server"),
  };
}

function proofsView(emit: Emit) {
  const { plan } = emit;
  const { budget, trust } = plan;
  const { limits } = plan.web;
  const q = quoteMarkdown(emit);
  const rule = { rule: "T1" } as const;
  return {
    chains: plan.apps.map(({ name, at, server }) => ({
      app: q.code(name, below(at, "name")),
      killS: q.number(server.times.killS, rule),
      webReadS: q.number(server.times.webReadS, "web.limits.request_time"),
      edgeS: trust.edge === null ? null : q.number(trust.edge.timeoutS, "edge.timeout"),
      gracefulS: q.number(server.gracefulS, rule),
      stopS: q.number(server.times.stopS, { rule: "T4" }),
    })),
    bodyBytes: q.number(limits.bodyBytes, "web.limits.body"),
    bodyBytesMax: q.number(Math.max(limits.bodyBytes, ...plan.apps.map((app) => app.bodyBytesMax)), "web.limits.body"),
    headersBytes: q.number(limits.headersBytes, "web.limits.headers"),
    requestLineBytes: q.number(limits.requestLineBytes, "web.limits.request_line"),
    budget: budget.dbConnections !== null,
    used: q.number(budget.dbConnectionsUsed ?? 0, "budget.db_connections"),
    reserved: q.number(budget.dbReserved, "budget.db_reserved"),
    connections: q.number(budget.dbConnections ?? 0, "budget.db_connections"),
  };
}

/** bin/release: fixed scripts, and one file of facts that they are told (bin/lib/stack.sh). */
import { below } from "../../../schema/path.ts";
import { webLayer } from "../../chosen.ts";
import type { Emit, Layered } from "../../layer.ts";
import { protocolOf } from "../../plan/links.ts";
import { countFile, processGroup, serverUnitOf } from "../../plan/paths.ts";
import type { App, Hook, Plan } from "../../plan/plan.ts";
import { quoteShell } from "../../quote/shell.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import { catchAllCertificate } from "../../web/catch-all-certificate.ts";
import type { WebHost } from "../../web/facts.ts";
import { threadsOf, workerBytes } from "../../wsgi/capacity.ts";
import { environmentOf } from "../environment.ts";
import { commandOf } from "./command.ts";
import { pathOf, probesOf } from "./probes.ts";
import activate from "./release/activate.sh.hbs";
import ask from "./release/ask.py.hbs";
import build from "./release/build.sh.hbs";
import certificate from "./release/certificate.sh.hbs";
import check from "./release/check.sh.hbs";
import daemons from "./release/daemons.sh.hbs";
import inside from "./release/inside.sh.hbs";
import install from "./release/install.sh.hbs";
import note from "./release/note.sh.hbs";
import ports from "./release/ports.py.hbs";
import release from "./release/release.sh.hbs";
import retire from "./release/retire.sh.hbs";
import rights from "./release/rights.py.hbs";
import say from "./release/say.sh.hbs";
import secretsFile from "./release/secrets_file.py.hbs";
import service from "./release/service.sh.hbs";
import stackFacts from "./release/stack.sh.hbs";
import stage from "./release/stage.sh.hbs";
import verify from "./release/verify.py.hbs";
import web from "./release/web.sh.hbs";
import { needsOf, pluginsOf } from "./server-needs.ts";
import { instancesOf, isActivated, targetUnit, unitNames, webUnit } from "./units.ts";
import { handedOut, keptFolders, usersFiles } from "./web-reads.ts";

const FIXED: Readonly<Record<string, Template>> = {
  "activate.sh": activate,
  "ask.py": ask,
  "build.sh": build,
  "certificate.sh": certificate,
  "check.sh": check,
  "daemons.sh": daemons,
  "inside.sh": inside,
  "install.sh": install,
  "note.sh": note,
  "ports.py": ports,
  "retire.sh": retire,
  "rights.py": rights,
  "say.sh": say,
  "secrets_file.py": secretsFile,
  "service.sh": service,
  "stage.sh": stage,
  "verify.py": verify,
  "web.sh": web,
};

const RULE = { kind: "rule", id: "release" } as const;

export function renderRelease(emit: Emit): File[] {
  const part = webLayer(emit).host?.release;
  return [
    render({ path: "bin/release", mode: 0o755, template: release, view: {}, origin: RULE }),
    ...Object.entries(FIXED).map(([name, template]) => render({ path: `bin/lib/${name}`, template, view: {}, origin: RULE })),
    renderFacts(emit),
    ...(part === undefined ? [] : [render({ path: "bin/lib/server.sh", template: part, view: {}, origin: RULE })]),
  ];
}

function renderFacts(emit: Emit): File {
  return render({
    path: "bin/lib/stack.sh",
    template: stackFacts,
    view: {
      ...stackView(emit),
      ...pathsView(emit),
      ...certificateView(emit),
      ...programsView(emit),
      ...serversView(emit),
      ...appsView(emit),
    },
    origin: originOf(emit.plan.written, "name"),
  });
}

function stackView(emit: Emit) {
  const { plan } = emit;
  const q = quoteShell(emit);
  const { listen } = plan.web;
  const { sockets, services, timers } = unitNames(plan);
  const list = (units: readonly string[]) => q.word(units.join(" "), { rule: "units" });
  return {
    from: {
      stack: q.section("name"),
      units: q.section({ rule: "units" }),
      paths: q.section({ rule: "paths" }),
      programs: q.section({ rule: "programs" }),
      probes: q.section({ rule: "probes" }),
      servers: q.section({ rule: "release" }),
      apps: q.section({ rule: "probes" }),
    },
    stack: q.word(plan.name, "name"),
    canonical: q.word(plan.site.canonical, "domains"),
    apps: q.word(plan.apps.map(({ name }) => name).join(" "), "apps"),
    firstApp: q.word(plan.apps[0]?.name ?? "", "apps"),
    serviceUser: q.word(plan.users.app, "target.user"),
    webUser: q.word(plan.users.web, "target.web_user"),
    webServer: q.word(plan.web.server, "web.server"),
    webService: q.word(webLayer(emit).host?.unit ?? "", "web.server"),
    webFolders: q.word(["web", ...embeddedServers(plan)].join(" "), { rule: "release" }),
    countFiles: q.word(
      plan.apps
        .filter(isCounted)
        .map((app) => countFile(plan, app))
        .join(" "),
      { rule: "P7" },
    ),
    addresses: q.word(listen.addresses.join(" "), "web.listen.addresses"),
    ports: q.word([listen.http, listen.https].filter((port) => port !== null).join(" "), "web.listen"),
    target: q.word(targetUnit(plan), "name"),
    sockets: list(sockets),
    services: list(services),
    timers: list(timers),
    processes: list(plan.processes.flatMap((process) => instancesOf(plan, process))),
    stopSeconds: q.number(Math.max(...plan.apps.map(({ server }) => server.times.stopS)), { rule: "T4" }),
  };
}

/** Servers that live in the web server, which reads their files with its own. */
function embeddedServers({ apps }: Plan): readonly string[] {
  return [...new Set(apps.flatMap(({ server }) => (server.run === null ? [server.name] : [])))];
}

/** What a release must know of a distribution's web servers: the one before may have had another. */
function serversView(emit: Emit) {
  const { plan, registry } = emit;
  const q = quoteShell(emit);
  const rule = { rule: "release" } as const;
  const hosts = Object.values(registry.web).flatMap(({ name, host }) => (host === null ? [] : [{ name, host }]));
  return {
    webServers: q.word(hosts.map(({ name }) => name).join(" "), rule),
    webFacts: hosts.flatMap(({ name, host }) =>
      Object.entries(factsOf(host, plan.name)).map(([fact, value]) => ({
        key: q.word(`${name} ${fact}`, rule),
        value: q.word(value, rule),
      })),
    ),
  };
}

function factsOf(host: WebHost, stack: string): Readonly<Record<string, string>> {
  const catchAll = host.catchAllLink(stack);
  return {
    unit: host.unit,
    settings: host.settings,
    main_file: host.mainFile,
    site_link: host.siteLink(stack),
    ...(catchAll === null ? {} : { catch_all_link: catchAll }),
    default_site: host.defaultSite,
    sites: host.sites.join(" "),
    stop_signal: host.stopSignal,
  };
}

function pathsView(emit: Emit) {
  const { paths, apps } = emit.plan;
  const q = quoteShell(emit);
  const rule = { rule: "paths" } as const;
  return {
    release: q.word(paths.release, rule),
    run: q.word(paths.run, rule),
    state: q.word(paths.state, rule),
    cache: q.word(paths.cache, rule),
    secretsFile: q.word(paths.secrets, rule),
    secretNames: q.word(secretNames(apps).join(" "), below(apps[0]?.at ?? "app", "secrets")),
    maintenance: q.word(paths.maintenance, "web.maintenance"),
    kept: q.word(keptFolders(emit).join(" "), rule),
    handedOut: handedOut(emit.plan).map(({ path, at }) => q.word(path, at)),
    users: usersFiles(emit.plan).map(({ path, at }) => q.word(path, at)),
  };
}

export const secretNames = (apps: readonly App[]): readonly string[] => [...new Set(apps.flatMap(({ secrets }) => secrets))];

function certificateView(emit: Emit) {
  const { plan } = emit;
  const { tls } = plan.web;
  const q = quoteShell(emit);
  const acme = tls?.acme ?? null;
  const names = [...plan.site.domains, ...plan.site.aliases];
  const at = "web.tls";
  return {
    certificate: q.word(tls?.certificate ?? "none", "web.tls.certificate"),
    certFile: q.word(tls?.certFile ?? "", "web.tls.cert_file"),
    keyFile: q.word(tls?.keyFile ?? "", "web.tls.key_file"),
    catchAllFile: q.word(catchAllCertificate(plan, webLayer(emit).behaviour) ?? "", "web.catch_all"),
    subjectNames: q.word(names.map((name) => `DNS:${name}`).join(","), "domains"),
    acme: acme !== null,
    acmeName: acme === null ? null : q.word(acme.name, "web.tls.acme.name"),
    acmeWebroot: acme === null ? null : q.word(acme.webroot, "web.tls.acme.webroot"),
    acmeContact: acme === null ? null : contactOf(emit, acme.email),
    deployHook: q.word(renewedBy(emit), at),
    acmeDomains: names.filter((name) => !name.startsWith("*.")).map((name) => q.word(name, "domains")),
  };
}

function contactOf(emit: Emit, email: string | null) {
  const q = quoteShell(emit);
  return q.word(email === null ? "--register-unsafely-without-email" : `--email=${email}`, "web.tls.acme.email");
}

/** Who reads a renewed certificate: the web server, told by certbot's deploy hook. */
export function renewedBy(layered: Layered): string {
  const { host } = webLayer(layered);
  return host === null ? `systemctl restart ${webUnit(layered.plan)}.service` : `systemctl reload ${host.unit}`;
}

/** A server with a unit of its own counts by itself when it starts. */
const isCounted = ({ server }: App): boolean => server.run === null && server.workers === "auto";

function programsView(emit: Emit) {
  const { plan } = emit;
  const q = quoteShell(emit);
  const { health, pages, fronts, address, flags, redirects } = probesOf(plan);
  const own = plan.apps.flatMap(({ python, requirements, server }) => [
    python,
    ...(requirements === null ? [] : [requirements.python]),
    ...(server.command === null ? [] : [server.command]),
  ]);
  const programs = [
    ...(webLayer(emit).host?.programs ?? []),
    "curl",
    "openssl",
    ...own.filter((program) => !program.startsWith(plan.paths.release)),
  ];
  return {
    programs: q.word([...new Set(programs)].join(" "), { rule: "programs" }),
    virtualenvs: q.word(plan.apps.flatMap((app) => (app.requirements === null ? [] : virtualenvName(app))).join(" "), {
      rule: "programs",
    }),
    probeAddress: q.word(address, "web.listen.addresses"),
    healthUrls: q.word(health.join(" "), { rule: "probes" }),
    pageUrls: q.word(pages.join(" "), { rule: "probes" }),
    frontUrls: q.word(fronts.join(" "), { rule: "probes" }),
    plugins: q.word(pluginsOf(emit).join(" "), { rule: "programs" }),
    curlFlags: q.word(flags, { rule: "probes" }),
    redirects: q.word(redirects ? "yes" : "no", "edge.tls"),
  };
}

/** Each app's own folder in the release: what one app requires is no other's. */
const virtualenvName = ({ virtualenv }: App): string => virtualenv?.slice(virtualenv.lastIndexOf("/") + 1) ?? "";

function appsView(emit: Emit) {
  const { plan } = emit;
  const q = quoteShell(emit);
  const hook = ({ app: name, argv, at }: Hook) => {
    const app = plan.apps.find((known) => known.name === name);
    const words = app === undefined ? argv : commandOf(app, argv);
    return { app: q.word(name, at), words: words.map((word) => q.word(word, at)) };
  };
  return {
    made: plan.apps.flatMap((app) => {
      if (app.requirements === null) return [];
      const at = below(app.at, "requirements");
      return [
        {
          app: q.word(app.name, at),
          folder: q.word(virtualenvName(app), { rule: "programs" }),
          python: q.word(app.requirements.python, below(app.at, "python")),
          file: q.word(app.requirements.file, at),
        },
      ];
    }),
    pythons: plan.apps.map((app) => ({
      name: q.word(app.name, below(app.at, "name")),
      python: q.word(app.python, below(app.at, "python")),
    })),
    environs: plan.apps.map((app) => ({
      name: q.word(app.name, below(app.at, "name")),
      folder: q.word(app.root, below(app.at, "root")),
      variables: environmentOf(emit, app, []).map(({ name, value, from }) => q.word(`${name}=${value}`, from)),
    })),
    needs: plan.apps.flatMap((app) =>
      needsOf(app, emit).map(({ package: name, modules }) => ({
        app: q.word(app.name, below(app.at, "requirements")),
        package: q.word(name, app.wsgiAt),
        modules: modules.map((module) => q.word(module, app.wsgiAt)),
      })),
    ),
    servers: plan.apps.filter(isActivated).map((app) => ({
      unit: q.word(serverUnitOf(plan, app), app.wsgiAt),
      link: q.word(protocolOf(app.server.webLink), app.wsgiAt),
      socket: q.word(app.server.socket ?? "", { rule: "F7" }),
      path: q.word(pathOf(app), below(app.at, "health")),
    })),
    daemons: plan.apps
      .filter(({ server }) => server.run === null)
      .map((app) => ({
        group: q.word(processGroup(plan, app), app.wsgiAt),
        threads: q.number(threadsOf(app), below(app.wsgiAt, "threads")),
      })),
    counted: plan.apps.filter(isCounted).map((app) => ({
      file: q.word(countFile(plan, app), { rule: "P7" }),
      define: q.word(`${plan.name}_${app.name}_processes`.replaceAll("-", "_").toUpperCase(), { rule: "P7" }),
      most: q.number(app.server.workersMax, below(app.wsgiAt, "workers")),
      threads: q.number(threadsOf(app), below(app.wsgiAt, "threads")),
      bytes: q.number(workerBytes(app), below(app.wsgiAt, "max_memory")),
    })),
    buildHooks: plan.hooks.build.map(hook),
    releaseHooks: plan.hooks.release.map(hook),
  };
}

/** bin/local: the artifact in the foreground, on one person's machine. */
import { below } from "../../../schema/path.ts";
import { webLayer } from "../../chosen.ts";
import type { Emit } from "../../layer.ts";
import { isKeyName } from "../../plan/key-names.ts";
import { unitOf } from "../../plan/paths.ts";
import type { App, Plan, Run } from "../../plan/plan.ts";
import { quoteShell } from "../../quote/shell.ts";
import type { File } from "../../render/file.ts";
import { render } from "../../render/render.ts";
import { catchAllCertificate } from "../../web/catch-all-certificate.ts";
import { environmentOf } from "../environment.ts";
import template from "./local/local.sh.hbs";
import { localOrigin, probesOf } from "./probes.ts";
import { secretNames } from "./release-view.ts";

export function renderLocal(emit: Emit): File {
  return render({ path: "bin/local", mode: 0o755, template, view: localView(emit), origin: { kind: "rule", id: "local" } });
}

function localView(emit: Emit) {
  const { plan } = emit;
  const { paths, site, web } = plan;
  const q = quoteShell(emit);
  const rule = { rule: "local" } as const;
  const names = site.domains.map((domain) => `DNS:${domain}`).join(",");
  const probes = probesOf(plan);
  const nobody = catchAllCertificate(plan, webLayer(emit).behaviour);
  const onLoopback = (url: string) => q.word(loopback(plan, url), rule);
  return {
    from: { paths: q.section(rule), web: q.section("web.server") },
    stack: q.word(plan.name, "name"),
    run: q.word(paths.run, rule),
    folders: foldersOf(plan).map((folder) => q.word(folder, rule)),
    secretsFile: q.word(paths.secrets, rule),
    secretNames: secretNames(plan.apps).map((name) => ({
      name: q.word(name, below(plan.apps[0]?.at ?? "app", "secrets")),
      // Any text will do for a key alone.
      kind: q.word(isKeyName(name) ? "key" : "given", rule),
    })),
    // They give their workers to another user when root starts them.
    leavesRoot: plan.web.run === null,
    tls: web.tls !== null,
    certFile: q.word(web.tls?.certFile ?? "", rule),
    keyFile: q.word(web.tls?.keyFile ?? "", rule),
    catchAllFile: nobody === null ? null : q.word(nobody, "web.catch_all"),
    subject: q.word(`/CN=${site.canonical}`, "domains"),
    subjectNames: q.word(names, "domains"),
    servers: plan.apps.flatMap((app) => (app.server.run === null ? [] : [serverView(emit, app, app.server.run)])),
    web: webView(emit),
    curlFlags: curlFlags(plan).map((word) => q.word(word, { rule: "probes" })),
    healthUrls: probes.health.map(onLoopback),
    pageUrls: probes.pages.map(onLoopback),
    url: onLoopback(`${localOrigin(plan)}/`),
  };
}

/** Where https is the edge's word, the edge asks: a local place has one only where a test plays it, at an address of this machine. */
function curlFlags(plan: Plan): readonly string[] {
  const { flags, redirects } = probesOf(plan);
  const [edge] = plan.trust.edge?.trusted ?? [];
  return [...(flags === "" ? [] : [flags]), ...(redirects && edge !== undefined ? ["--interface", edge] : [])];
}

/** The web servers make the last folder of a path themselves, not those above. */
function foldersOf({ paths, apps, web }: Plan): readonly string[] {
  const media = apps.flatMap((app) => app.medias.map(({ folder }) => folder));
  return [...new Set([paths.run, paths.state, paths.log, `${paths.cache}/${web.server}`, ...media])];
}

function serverView(emit: Emit, app: App, run: Run) {
  const q = quoteShell(emit);
  return {
    from: q.section(app.wsgiAt),
    name: q.word(unitOf(emit.plan, app), below(app.at, "name")),
    socket: q.word(app.server.socket ?? "", { rule: "F7" }),
    folder: q.word(run.workingDirectory, below(app.at, "root")),
    variables: environmentOf(emit, app, run.environment).map(({ name, value, from }) => q.word(`${name}=${value}`, from)),
    argv: run.argv.map((word) => q.word(word, { rule: "run" })),
  };
}

function webView(emit: Emit) {
  const { plan } = emit;
  const q = quoteShell(emit);
  const { run } = plan.web;
  const at = "web.server";
  return {
    name: q.word("web", at),
    folder: q.word(run?.workingDirectory ?? plan.paths.release, at),
    variables: (run?.environment ?? []).map(({ name, value, at }) => q.word(`${name}=${value}`, at)),
    argv: webLayer(emit)
      .local.argv(plan)
      .map((word) => q.word(word, at)),
  };
}

/** The same URL under a name that every machine has. */
function loopback({ site }: Plan, url: string): string {
  return url.replace(`//${site.canonical}:`, "//localhost:");
}

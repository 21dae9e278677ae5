/**
 * One version of the stack on disk, below a scratch folder: the artifact's own files, the folders
 * that its servers want, secrets, a certificate. Unless `--as-written`, stackc_run.py takes the place
 * of each app's entry module and imports it in turn.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Artifact } from "../../generators/artifact.ts";
import { wsgiLayer } from "../../generators/chosen.ts";
import type { App, Plan } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import type { File } from "../../generators/render/file.ts";
import { render, type Template } from "../../generators/render/render.ts";
import { secretsText } from "./secrets.ts";
import runModule from "./stackc_run.py.hbs";

export type Laid = {
  readonly asWritten: boolean;
  readonly statics: ReadonlyMap<string, string | null>;
  readonly secrets: Readonly<Record<string, string>>;
};

export function layOut({ plan, files }: Artifact, laid: Laid): void {
  const all = laid.asWritten
    ? files
    : [...files.map((file) => stepAside(file, plan)), ...plan.apps.flatMap((app) => runFiles(app, plan, laid))];
  for (const { path, text, mode } of all.map((file) => adjust(file, plan))) {
    const target = join(plan.paths.release, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { mode });
  }
  const { run, state, log, cache, secrets } = plan.paths;
  for (const folder of [run, state, log, `${cache}/${plan.web.server}`, dirname(secrets)]) mkdirSync(folder, { recursive: true });
  writeFileSync(secrets, secretsText(laid.secrets), { mode: 0o600 });
  if (plan.web.tls !== null) makeCertificate(plan.web.tls, plan.site.domains);
}

/** Where the page of a broken change is looked for. */
export function noticeFile({ paths }: Pick<Plan, "paths">): string {
  return `${paths.run}/notice.json`;
}

const ENTRY = /^app\/[^/]+\/stackc_app\.py$/;

/** The entry module makes room for one that imports it. */
export function stepAside(file: File, { apps }: Plan): File {
  const isEntry = ENTRY.test(file.path) && apps.some(({ name }) => file.path === `app/${name}/stackc_app.py`);
  return isEntry ? { ...file, path: file.path.replace(/stackc_app\.py$/, "stackc_entry.py") } : file;
}

function runFiles(app: App, plan: Plan, { statics }: Laid): readonly File[] {
  const facts = {
    link: app.server.appLink,
    settings: app.settings,
    static: statics.get(app.name) ?? null,
    staticRoot: `${plan.paths.cache}/static/${app.name}`,
    // Below a mount the web server serves them, as on a host.
    servesStatic: app.mount === "/",
    notice: noticeFile(plan),
  };
  const folder = `app/${app.name}`;
  const { develop } = registry.framework[app.framework].local;
  const module = (name: string, template: Template): File =>
    render({ path: `${folder}/${name}.py`, template, view: {}, origin: { kind: "rule", id: "glue" } });
  return [
    module("stackc_app", runModule),
    module("stackc_develop", develop),
    { path: `${folder}/stackc_run.json`, mode: 0o644, text: `${JSON.stringify(facts, null, 2)}\n`, lines: [] },
  ];
}

/** Servers tell what we follow them by. */
function adjust(file: File, { web, apps }: Plan): File {
  const own = registry.web[web.server].local.telling(file);
  return apps.reduce((told, app) => wsgiLayer(app, { registry }).local?.telling(told, app) ?? told, own);
}

/** Extensions of our own: the distribution's openssl.cnf would make it an authority. */
function makeCertificate({ certFile, keyFile }: { readonly certFile: string; readonly keyFile: string }, domains: readonly string[]): void {
  mkdirSync(dirname(certFile), { recursive: true });
  const names = [...domains.map((domain) => `DNS:${domain}`), "IP:127.0.0.1"].join(",");
  const text = `[req]\ndistinguished_name=none\nx509_extensions=own\n[none]\n[own]\nbasicConstraints=critical,CA:FALSE\nsubjectAltName=${names}\n`;
  const file = `${dirname(certFile)}/openssl.cnf`;
  writeFileSync(file, text);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  execFileSync("openssl", ["req", "-x509", "-config", file, ...key, "-days", "30", "-subj", "/CN=localhost", "-out", certFile], {
    stdio: "pipe",
  });
}

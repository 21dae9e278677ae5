/**
 * The artifact in its scratch folder, with what only a probed site has: the mirror in front of each
 * app's entry module, files to ask for, a user with a password. None of it is in any artifact.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Artifact } from "../../generators/artifact.ts";
import type { App, Plan } from "../../generators/plan/plan.ts";
import { PROBE_FILES } from "../../generators/probes/files.ts";
import { registry } from "../../generators/registry.ts";
import { render } from "../../generators/render/render.ts";
import { stepAside } from "../run/lay.ts";
import type { Inside } from "./send.ts";
import mirrorModule from "./stackc_mirror.py.hbs";

export function layOut({ plan, files }: Artifact, inside: Inside): void {
  for (const { path, text, mode } of files.map((file) => stepAside(file, plan))) write(join(plan.paths.release, path), text, mode);
  for (const app of plan.apps) layMirror(app, plan, inside);
  mkdirSync(inside.gates, { recursive: true });
  // Beside the state, which may lie elsewhere.
  mkdirSync(dirname(inside.maintenance), { recursive: true });
  for (const { serve } of plan.locations)
    if (serve.kind === "static" || serve.kind === "media" || serve.kind === "protected") layProbeFiles(serve.folder);
}

function layMirror({ name, framework, server }: App, { paths }: Plan, { token, gates }: Inside): void {
  const folder = join(paths.release, "app", name);
  const modules = { stackc_app: mirrorModule, stackc_mirrored: registry.framework[framework].local.mirrored };
  for (const [module, template] of Object.entries(modules)) {
    const { path, text } = render({ path: `${module}.py`, template, view: {}, origin: { kind: "rule", id: "verify" } });
    write(join(folder, path), text);
  }
  write(join(folder, "stackc_mirror.json"), JSON.stringify({ token, gates, link: server.appLink }), 0o600);
}

function layProbeFiles(folder: string): void {
  write(join(folder, PROBE_FILES.shown), PROBE_FILES.text);
  write(join(folder, PROBE_FILES.hidden), PROBE_FILES.secret);
  write(join(folder, PROBE_FILES.folder), PROBE_FILES.secret);
  write(join(dirname(folder), PROBE_FILES.beside), PROBE_FILES.secret);
}

/** The project's own files, seen through links: what reads STATIC_ROOT finds its list of names there. */
export function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of namesIn(from)) symlinkSync(join(from, name), join(to, name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not collected yet, or not there: then the site has none of them either.
    return [];
  }
}

/** As `htpasswd -s` writes it: SHA-1 is what all web servers read; the password lasts as long as the probes. */
export function makeUser(file: string): { readonly login: string } {
  const password = randomBytes(12).toString("hex");
  write(file, `stackc:{SHA}${createHash("sha1").update(password).digest("base64")}\n`);
  return { login: Buffer.from(`stackc:${password}`).toString("base64") };
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}

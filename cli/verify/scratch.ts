/** A stack's own site in a scratch folder, for as long as it is probed. Owns the folder and what runs in it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Artifact } from "../../generators/artifact.ts";
import type { Place } from "../../generators/plan/plan.ts";
import { probesOf } from "../../generators/probes/table.ts";
import { registry } from "../../generators/registry.ts";
import type { Diagnostic } from "../../schema/diagnostic.ts";
import type { Source } from "../../schema/source.ts";
import { compileAll } from "../compile-all.ts";
import { type Ordinary, ownAll } from "../run/ordinary.ts";
import { anyFreePort } from "../run/ports.ts";
import { findPython, findVirtualenvPython } from "../run/python.ts";
import { type Booted, boot } from "./boot.ts";
import { EDGE } from "./edge.ts";
import { layOut, linkFolder, makeUser } from "./lay.ts";
import { rework } from "./rework.ts";
import type { Inside, Site } from "./send.ts";
import type { Way } from "./way.ts";

const PATIENCE_MS = 15_000;

export type Made = { readonly artifact: Artifact | null; readonly diagnostics: readonly Diagnostic[] };

export type Chosen = {
  readonly environment: string | null;
  /** A folder with the app's state, absolute; null: an empty one. */
  readonly state: string | null;
};

export class Scratch {
  /** A unix socket's path has 107 bytes at most. */
  readonly folder: string = mkdtempSync(join(tmpdir().length > 40 ? "/tmp" : tmpdir(), "stackc-verify-"));
  #booted: Booted | null = null;
  readonly #inside: Omit<Inside, "maintenance"> = { token: randomBytes(16).toString("hex"), gates: join(this.folder, "gates") };
  readonly #user = makeUser(join(this.folder, "users"));

  /** Compiles; nothing is started yet. */
  async compile(source: Source, code: string, { environment, state }: Chosen): Promise<Made> {
    const httpPort = await anyFreePort();
    const httpsPort = await anyFreePort(httpPort);
    const place: Place = {
      kind: "local",
      prefix: join(this.folder, "site"),
      code,
      httpPort,
      httpsPort,
      fronted: true,
      ...(state === null ? {} : { state }),
    };
    const statics = new Map<string, string>();
    const medias = new Map<string, string>();
    const scratch = {
      code,
      usersFile: join(this.folder, "users"),
      staticOf: (folder: string) => keep(statics, folder, join(this.folder, "static", String(statics.size), "files")),
      mediaOf: (folder: string) => keep(medias, folder, join(this.folder, "media", String(medias.size), "files")),
      // The shell's PATH is not the host's: what is no virtual environment is the distribution's.
      pythonOf: (root: string) => findPython([root, code], { VIRTUAL_ENV: process.env.VIRTUAL_ENV }),
      virtualenvPythonOf: (root: string) => findVirtualenvPython([root, code], process.env),
    };
    const options = { environment, place, rework: (data: Parameters<typeof rework>[0]) => rework(data, scratch) };
    const { artifacts, diagnostics } = compileAll([source], () => options);
    for (const [from, to] of statics) linkFolder(from, to);
    return { artifact: artifacts[0] ?? null, diagnostics };
  }

  /** Everything on disk, and nothing running: a test may break it here. */
  lay(artifact: Artifact): void {
    layOut(artifact, { ...this.#inside, maintenance: artifact.plan.paths.maintenance });
  }

  /** The folder becomes the servers' user's; null: they run as we do. */
  start({ plan }: Artifact, user: Ordinary | null, environ: NodeJS.ProcessEnv = process.env): Booted {
    ownAll(this.folder, user);
    this.#booted = boot(plan, user, environ);
    return this.#booted;
  }

  site({ plan }: Artifact): Site {
    const { edge } = plan.trust;
    const { http, https } = plan.web.listen;
    const way: Way = {
      address: "127.0.0.1",
      http,
      https: plan.web.tls === null ? null : https,
      scheme: plan.site.scheme,
      name: plan.site.canonical,
      origin: plan.site.origin,
      canonical: plan.site.origin,
      login: this.#user.login,
      from: null,
      front: edge === null ? null : { address: EDGE, tls: edge.tls, clientHeader: edge.clientHeader },
      patienceMs: PATIENCE_MS,
    };
    return { probes: probesOf({ plan, registry }), way, inside: { ...this.#inside, maintenance: plan.paths.maintenance } };
  }

  /** Nothing is left of it: processes, sockets, folders. */
  async stop(): Promise<void> {
    await this.#booted?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** For who does not want to wait for `stop`. */
  hurry(): void {
    this.#booted?.kill();
  }
}

function keep(known: Map<string, string>, key: string, made: string): string {
  const value = known.get(key) ?? made;
  known.set(key, value);
  return value;
}

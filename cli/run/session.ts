/**
 * One `stackc run`: what serves now, and how the next version takes its place. Whatever is wrong
 * with that one, the last good one serves on. Owns the scratch folder and all processes.
 *
 * New code alone: servers that can are asked to reload. A new stack.yaml, or a WSGI server that loses
 * requests when it reloads: new app servers beside the old, then the web server is handed over.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wsgiLayer } from "../../generators/chosen.ts";
import { runFile } from "../../generators/plan/paths.ts";
import type { Place, Plan } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import { hasErrors } from "../../schema/diagnostic.ts";
import { parse } from "../../schema/parse.ts";
import { type Data, isList, isMap } from "../../schema/source.ts";
import { compileAll } from "../compile-all.ts";
import { printText } from "../print/text.ts";
import { makePaint, type Paint } from "../terminal.ts";
import { environOver, readEnvFiles } from "./env-files.ts";
import { type Front, startFront } from "./front.ts";
import { layOut, noticeFile } from "./lay.ts";
import { handOver, ordinaryFor, ownAll } from "./ordinary.ts";
import { findPython, findVirtualenvPython } from "./python.ts";
import { askReload } from "./reload.ts";
import { ownStatic, rework, type Wishes } from "./rework.ts";
import type { Say } from "./say.ts";
import { createSecrets } from "./secrets.ts";
import type { Found } from "./source.ts";
import { stateFolderOf } from "./state-folder.ts";
import { trimTraceback } from "./traceback.ts";
import { isServing, startVersion, stopVersion, type Version, type VersionStart } from "./version.ts";

export type SessionInput = {
  readonly wishes: Omit<Wishes, "code" | "pythonOf" | "virtualenvPythonOf">;
  readonly environment: string | null;
  /** A file of variables in place of the project's own; null: those. */
  readonly envFile: string | null;
  /** Where the app's state is kept; null: a folder of the project's own among the user's. */
  readonly state: string | null;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly paint: Paint;
};

/** Told what ended by itself while it was needed, in words. */
export type Died = (part: "web" | "app", what: string) => void;

/** What became of a change. */
export type Outcome = "serves" | "refused" | "broken";

export class Session {
  readonly #input: SessionInput;
  readonly #say: Say;
  readonly #scratch = mkdtempSync(join(tmpdir().length > 40 ? "/tmp" : tmpdir(), "stackc-run-"));
  readonly #secrets = createSecrets();
  #state: string | null = null;
  #version: Version | null = null;
  /** The last that was started, well or not. */
  #tried: Version | null = null;
  #front: Front | null = null;
  /** Started, and not yet ended. */
  readonly #versions = new Set<Version>();
  #number = 0;
  #stopping = false;
  readonly #died: Died;

  constructor(input: SessionInput, say: Say, died: Died) {
    this.#input = input;
    this.#say = say;
    this.#died = died;
  }

  /** By the name that every web server has been told; 127.0.0.1 is known to our own alone. */
  get url(): string {
    const { httpPort, httpsPort } = this.#input;
    return this.#version?.plan.site.scheme === "https" ? `https://localhost:${httpsPort}/` : `http://localhost:${httpPort}/`;
  }

  get isServing(): boolean {
    return this.#version !== null;
  }

  /** Folders whose files are the app's code. */
  get roots(): readonly string[] {
    return this.#version?.plan.apps.map(({ root }) => root) ?? [];
  }

  async useStack(found: Found): Promise<Outcome> {
    // A change can come as late as this: nothing may be started that nobody would stop.
    if (this.#stopping) return "refused";
    this.#number += 1;
    const { input, prefix } = { input: this.#input, prefix: join(this.#scratch, String(this.#number)) };
    const { wishes, statics } = wishesOf(found, input);
    const { httpPort, httpsPort } = input;
    const state = this.#keepState(found.code);
    const place: Place = { kind: "local", prefix, code: found.code, httpPort, httpsPort, ...(state === null ? {} : { state }) };
    const options = { environment: input.environment, place, rework: (data: Data) => rework(data, wishes) };
    const { artifacts, diagnostics } = compileAll([found.source], () => options);
    const [artifact] = artifacts;
    if (hasErrors(diagnostics) || artifact === undefined) {
      this.#refuse(printText(diagnostics, [found.source], makePaint(false)), printText(diagnostics, [found.source], input.paint));
      return "refused";
    }
    if (diagnostics.length > 0) this.#say.note("stack-warnings", "of the stack", printText(diagnostics, [found.source], input.paint));
    const environ = this.#environ(found.code);
    if (environ === null) return "refused";
    const { values, invented, missing } = this.#secrets.of([...new Set(artifact.plan.apps.flatMap(({ secrets }) => secrets))], environ);
    if (missing.length > 0) return this.#refuseSecrets(missing);
    if (invented.length > 0) this.#say.note("secrets", `not in the environment, a throw-away value stands in: ${invented.join(", ")}`);
    this.#sayOnce(artifact.plan);
    layOut(artifact, { asWritten: wishes.asWritten, statics, secrets: values });
    const user = ordinaryFor(artifact.plan, found.code);
    const closed = handOver(user, artifact.plan, this.#scratch);
    if (closed !== null) {
      this.#say.fault("user", closed.fault, closed.help);
      return "refused";
    }
    ownAll(prefix, user);
    if (state !== null) ownAll(state, user);
    if (user !== null && this.#front === null) this.#say.note("user", `started by root: the servers run as ${user.name}`);
    const start = { secrets: values, environ, user };
    return this.#start(startVersion(artifact.plan, start, this.#say), start);
  }

  async useCode(found: Found): Promise<Outcome> {
    const version = this.#version;
    // A stack that did not start may do so with this code.
    if (this.#tried !== version) return this.useStack(found);
    if (
      version === null ||
      version.servers.length === 0 ||
      !version.servers.every(({ app }) => wsgiLayer(app, { registry }).local?.reloads)
    )
      return this.useStack(found);
    const { paths } = version.plan;
    const faults = await Promise.all(version.servers.map(({ app }) => askReload(runFile(paths, app, "admin.sock"))));
    return this.#judge(faults.find((fault) => fault !== null) ?? null);
  }

  /** Nothing is left of it: processes, sockets, folders. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#front?.stop();
    await Promise.all([...this.#versions].map(stopVersion));
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  /** For who does not want to wait for `stop`. */
  hurry(signal: NodeJS.Signals): void {
    this.#front?.part.signal(signal);
    for (const { servers } of this.#versions) for (const { part } of servers) part.signal(signal);
  }

  async #start(next: Version, start: VersionStart): Promise<Outcome> {
    this.#versions.add(next);
    this.#tried = next;
    const fault = (await isServing(next)) ?? (await this.#putInFront(next, start));
    if (this.#stopping) return "refused";
    const before = this.#version;
    if (fault !== null) {
      await this.#end(next);
      return this.#judge(fault);
    }
    this.#version = next;
    this.#watch(next);
    // Its own requests finish first; nobody has to wait for that.
    if (before !== null) void this.#end(before);
    return this.#judge(null);
  }

  /** The same over all changes of the stack. Null: it lasts no longer than we do. */
  #keepState(code: string): string | null {
    if (this.#number > 1) return this.#state;
    const folder = stateFolderOf(code, this.#input.state, process.env);
    if ("fault" in folder) {
      this.#say.note("state", `${folder.fault}: what the app writes into STATE_DIRECTORY is gone at the end`);
      return null;
    }
    this.#state = folder.path;
    if (folder.isNew) this.#say.note("state", `keeps what the app writes into STATE_DIRECTORY in ${folder.path}`);
    return this.#state;
  }

  #environ(code: string): NodeJS.ProcessEnv | null {
    const files = readEnvFiles(code, this.#input.envFile);
    if (files.fault === null) return environOver(files, process.env);
    this.#say.fault("environment", files.fault);
    return null;
  }

  /** Made up, it would fail where nobody looks for it. */
  #refuseSecrets(missing: readonly string[]): Outcome {
    const names = missing.join(", ");
    const words = `no value for ${names}: set ${missing.length === 1 ? "it" : "them"} in the environment or in the project's .env`;
    this.#refuse(words, words);
    return "refused";
  }

  /** What differs from a host, where it matters to this stack. */
  #sayOnce({ apps, hooks, paths }: Plan): void {
    if (this.#number > 1) return;
    for (const { requirements, virtualenv, python } of apps)
      if (requirements !== null && virtualenv === null)
        this.#say.note("python", `there is no virtual environment with ${requirements.file}: the packages are those of ${python}`);
    const first = hooks.release[0];
    if (first === undefined) return;
    const by = `STATE_DIRECTORY=${paths.state} ${first.argv.join(" ")}`;
    this.#say.note("hooks", `hooks.release are not run here; by hand, in the app's folder: ${by}`);
  }

  /** A missing package is often a wrong interpreter. */
  get #pythons(): string {
    return [...new Set(this.#tried?.plan.apps.map(({ python }) => python))].join(", ");
  }

  async #end(version: Version): Promise<void> {
    await stopVersion(version);
    this.#versions.delete(version);
  }

  async #putInFront(next: Version, start: VersionStart): Promise<string | null> {
    if (this.#stopping) return "it is stopping";
    if (this.#front?.fits(next.plan) === true) return this.#front.handOver(next.plan);
    const before = this.#front;
    this.#front = null;
    await before?.stop();
    const front = startFront(next.plan, join(this.#scratch, "serving"), start, this.#say);
    this.#front = front;
    void front.part.ended.then((how) => {
      if (this.#front === front && !this.#stopping && this.#version !== null) this.#died("web", `the web server ${how}`);
    });
    return front.started;
  }

  #watch(version: Version): void {
    for (const { part } of version.servers)
      void part.ended.then((how) => {
        if (this.#version !== version || this.#stopping) return;
        this.#version = null;
        // The other apps' servers of this version.
        void this.#end(version);
        this.#died("app", `${part.name} ${how}`);
      });
  }

  #judge(fault: string | null): Outcome {
    if (this.#stopping) return "refused";
    if (fault === null) {
      this.#post(null);
      return "serves";
    }
    const text = trimTraceback(fault, this.#scratch);
    const words = this.#version === null ? "the app does not start" : "the change does not start; the last good version keeps serving";
    this.#say.fault("broken", /\bModuleNotFoundError\b/.test(text) ? `${words} (Python: ${this.#pythons})` : words, text);
    this.#post({ title: "The last change does not start", text });
    return "broken";
  }

  #refuse(plain: string, painted: string): void {
    this.#say.fault(
      "stack-refused",
      this.#version === null ? "the stack does not compile" : "the stack does not compile; the last good one keeps serving",
      painted,
    );
    this.#post({ title: "stack.yaml does not compile", text: plain });
  }

  /** For browsers (stackc_run.py). */
  #post(notice: { readonly title: string; readonly text: string } | null): void {
    if (this.#version === null) return;
    const file = noticeFile(this.#version.plan);
    if (notice === null) rmSync(file, { force: true });
    else writeFileSync(file, JSON.stringify({ id: randomBytes(8).toString("hex"), ...notice }));
  }
}

/** What the file says is asked before it is compiled: which URLs an app serves itself. */
function wishesOf(found: Found, { wishes }: SessionInput) {
  const pythonOf = (root: string): string => findPython([root, found.code], process.env);
  const data = parse(found.source).value?.data;
  const statics = new Map<string, string | null>();
  if (isMap(data) && isMap(data.app)) statics.set("app", ownStatic(data.app));
  if (isMap(data) && isList(data.apps))
    for (const app of data.apps) if (isMap(app) && typeof app.name === "string") statics.set(app.name, ownStatic(app));
  const virtualenvPythonOf = (root: string): string | null => findVirtualenvPython([root, found.code], process.env);
  return { wishes: { ...wishes, code: found.code, pythonOf, virtualenvPythonOf } satisfies Wishes, statics };
}

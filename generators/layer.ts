/**
 * One interface for all layers, one registry row each (registry.ts). A layer is a folder with
 * the same files as its siblings: `layer.ts` (this interface), `view.ts` (choices), `*.hbs`
 * (text without logic). Layer folders never import each other.
 */

import type { LayerWords } from "../schema/layer-words.ts";
import type { Detection } from "./framework/detect/detection.ts";
import type { FrameworkFacts, FrameworkLocal } from "./framework/facts.ts";
import type { AppLink, WebLink } from "./plan/links.ts";
import type { App, FrameworkName, Interface, Os, Plan, Run, ServerLinks, WebName, WsgiName } from "./plan/plan.ts";
import type { File } from "./render/file.ts";
import type { Report } from "./report.ts";
import type { WebBehaviour, WebHost, WebLocal } from "./web/facts.ts";
import type { Need, ProgramSources, WsgiFacts, WsgiLocal } from "./wsgi/facts.ts";

/** Every layer by its name; registry.ts has the rows. */
export type Registry = {
  readonly web: Readonly<Record<WebName, WebLayer>>;
  readonly wsgi: Readonly<Record<WsgiName, WsgiLayer>>;
  readonly framework: Readonly<Record<FrameworkName, FrameworkLayer>>;
  readonly target: Readonly<Record<TargetLayer["name"], TargetLayer>>;
};

/** A plan, and what its layers know. */
export type Layered = { readonly plan: Plan; readonly registry: Registry };

/** What an emitter is given: and a way to say what cannot be carried. */
export type Emit = Layered & { readonly report: Report };

export type WebLayer = {
  readonly role: "web";
  readonly name: WebName;
  /** As messages name it. */
  readonly title: string;
  readonly words: LayerWords;
  /** The version that the distribution ships. */
  version(os: Os): string;
  /** By Debian's and Ubuntu's names. */
  packages(plan: Plan): readonly string[];
  readonly behaviour: WebBehaviour;
  /** Null for one that each stack starts itself. */
  readonly host: WebHost | null;
  readonly local: WebLocal;
  /** Best first. */
  readonly accepts: readonly WebLink[];
  /** How its own unit starts it; null for a web server that the distribution starts. */
  run(plan: Plan): Run | null;
  /** Faults of this layer alone, found before anything is printed. */
  check(emit: Emit): void;
  emit(emit: Emit): readonly File[];
};

export type WsgiLayer = {
  readonly role: "wsgi";
  readonly name: WsgiName;
  /** As a sentence calls it. */
  readonly title: string;
  readonly accepts: readonly AppLink[];
  /** For an app that speaks `link`; best first. */
  offers(link: AppLink): readonly WebLink[];
  /** stack.yaml may name another program of it. */
  readonly takesCommand: boolean;
  readonly words: LayerWords;
  readonly facts: WsgiFacts;
  /** Null when it lives in the web server. */
  readonly local: WsgiLocal | null;
  /** Its program, absolute, where stack.yaml names none; null without one, or where it is a module that the app's Python runs. */
  command(from: ProgramSources): string | null;
  /** The distribution's packages that it comes from; none of what comes with the app. */
  packages(app: App, isDistributions: boolean): readonly string[];
  /** What the app's own virtual environment must have for it, where the app brings one. */
  needs(app: App): readonly Need[];
  /** Distributions among the project's requirements, in pip's normal form, without which it cannot run such an app. */
  requirements(link: AppLink): readonly string[];
  /** How long it keeps an idle connection of the web server, in seconds; 0: it keeps none. `threads`: of each worker, at most. */
  keepaliveS(links: ServerLinks, threads: number): number;
  /** How its unit starts it for this app; null when it lives in the web server. */
  run(app: App, plan: Plan): Run | null;
  /** What the web server reads for this app, in the artifact, when it lives there; else null. */
  includedFile(app: App): string | null;
  check(app: App, emit: Emit): void;
  emit(app: App, emit: Emit): readonly File[];
};

export type FrameworkLayer = {
  readonly role: "framework";
  readonly name: FrameworkName;
  /** Best first; `app.interface` chooses another. */
  readonly offers: readonly [Interface, ...Interface[]];
  readonly facts: FrameworkFacts;
  readonly detect: Detection;
  readonly local: FrameworkLocal;
  readonly words: LayerWords;
  check(app: App, emit: Emit): void;
  emit(app: App, emit: Emit): readonly File[];
};

export type TargetLayer = {
  readonly role: "target";
  readonly name: "host";
  check(emit: Emit): void;
  emit(emit: Emit): readonly File[];
};

export type Layer = WebLayer | WsgiLayer | FrameworkLayer | TargetLayer;

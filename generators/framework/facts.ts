/**
 * What is known of a framework besides what its glue prints: each layer states it in its own folder, and whoever needs it asks the layer.
 */
import type { Interface } from "../plan/plan.ts";
import type { Template } from "../render/render.ts";

export type FrameworkFacts = {
  /** As a sentence calls it. */
  readonly title: string;
  /** What its own documentation calls the callable: the name where `module` states none. */
  readonly callable: string;
  /** An app may be stated as a function that makes it: `shop:create_app()`. */
  readonly factories: boolean;
  /** It has a settings module, which names the entry module or is named by it; null: no such thing. */
  readonly settings: SettingsModule | null;
  /** The distribution's packages that it comes from. */
  readonly packages: readonly string[];
  /** What the glue sets in the environment of all of an app's processes; what stack.yaml states there has no effect on the app. */
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** The command that fills the folder of static files; null: they stand there ready made. */
  readonly collect: Collect | null;
  /** The interface by which it serves websockets, and what to do to get it from `servers`, which speak it; null: it serves none. */
  readonly websockets: { readonly by: Interface; help(servers: string): string } | null;
  /** How an app learns where it is mounted: a prefix of its own, or no more than the whole path. */
  readonly mountIn: "script-name" | "path";
};

export type SettingsModule = {
  /** Of the settings, where no module is stated: `shop.wsgi:application`. */
  entryOf(settings: string, stated: Interface | undefined): string;
  /** Of an entry module, where no settings are stated. */
  settingsOf(module: string): string;
};

export type Collect = {
  /** Behind the app's Python. */
  readonly arguments: readonly string[];
  /** The word by which a command of the user's own is known as this one. */
  readonly word: string;
  /** For who states a build without it. */
  readonly help: string;
};

/** What is done otherwise on a person's own machine. No artifact has these modules. */
export type FrameworkLocal = {
  /** stackc_develop.py, for `stackc run`. */
  readonly develop: Template;
  /** stackc_mirrored.py, for `stackc verify`. */
  readonly mirrored: Template;
  /** Under `stackc run` the app itself serves the folder of its static files, as they are being written. */
  readonly servesStatic: boolean;
  /** Files of variables in the project's folder that its own command reads, before `.env`. */
  readonly envFiles: readonly string[];
};

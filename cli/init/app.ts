/** What `init` and `run` know of an app that nobody has described yet. */

import type { Route } from "../../generators/framework/detect/routes.ts";
import type { StaticFolder } from "../../generators/framework/detect/static-folder.ts";
import type { FrameworkName, Interface } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import type { Requirements } from "./requirements.ts";
import type { OwnMemory } from "./several-workers.ts";

export type App = {
  readonly framework: FrameworkName;
  /** `pkg.mod:name`, `()` after a factory. */
  readonly module: string;
  /** Where it is not the framework's first. */
  readonly interface: Interface | null;
  /** The folder that goes on sys.path, relative to the project. */
  readonly root: string;
  /** Its settings module, where its framework has one. */
  readonly settings: string | null;
  readonly requirements: Requirements;
  /** What the app serves by itself, or its framework collects; the folder relative to the project. */
  readonly static: StaticFolder | null;
  /** Uploads: URL and folder below the state folder. */
  readonly media: StaticFolder | null;
  /** Names of what must be there when the app is imported, and of the framework's own key. */
  readonly secrets: readonly string[];
  /** Variables that are read and are no credentials. */
  readonly variables: readonly string[];
  readonly ownMemory: readonly OwnMemory[];
  readonly routes: readonly Route[];
  readonly processes: readonly (readonly [name: string, command: string])[];
  /** Commands of hooks.release. */
  readonly release: readonly string[];
  /** Where it was found, `file:line`. */
  readonly file: string;
  /** What a person has to know before the first release. */
  readonly notes: readonly string[];
};

export function interfaceOf({ framework, interface: stated }: Pick<App, "framework" | "interface">): Interface {
  const [first] = registry.framework[framework].offers;
  return stated ?? first;
}

/**
 * What an app keeps in one process, seen by what its files import: several workers are several processes, and each
 * has its own. Also the framework's key: made anew by each worker, it reads no other worker's sessions.
 */

import { isBelow } from "../../generators/framework/detect/paths.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";
import { librariesFor } from "./libraries.ts";

export type OwnMemory = "socket-io" | "scheduler" | "limiter" | "channel-layer";

/** Those of no framework; a framework's own are stated by its layer. */
const LIBRARIES: Readonly<Record<Exclude<OwnMemory, "channel-layer">, readonly string[]>> = {
  "socket-io": ["socketio"],
  scheduler: ["apscheduler"],
  limiter: [],
};

const IMPORTS = Object.entries(LIBRARIES).map(([kind, libraries]): readonly [OwnMemory, readonly string[]] => {
  const use = kind as keyof typeof LIBRARIES;
  return [use, [...libraries, ...librariesFor(use)]];
});

export function ownMemoryOf(root: string, project: Project): readonly OwnMemory[] {
  const all = textsBelow(root, project);
  const imports = ([, modules]: readonly [string, readonly string[]]): boolean => {
    const pattern = new RegExp(String.raw`^[ \t]*(?:from|import)[ \t]+(?:${modules.join("|")})\b`, "m");
    return all.some((text) => pattern.test(text));
  };
  return IMPORTS.filter(imports).map(([kind]) => kind);
}

export function secretOf(framework: FrameworkName, root: string, project: Project): string | null {
  const { key } = registry.framework[framework].detect;
  return key !== null && textsBelow(root, project).some((text) => key.uses.test(text)) ? key.name : null;
}

function textsBelow(root: string, { python }: Project): readonly string[] {
  return python.filter(({ path }) => isBelow(root, path)).map(({ text }) => text);
}

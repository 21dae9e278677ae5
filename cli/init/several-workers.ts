/**
 * What an app keeps in one process, seen by what its files import: several workers are several processes, and each
 * has its own. Also the framework's key: made anew by each worker, it reads no other worker's sessions.
 */
import type { FrameworkName } from "../../generators/plan/plan.ts";
import { isBelow } from "./paths.ts";
import type { Project } from "./project.ts";

export type OwnMemory = "socket-io" | "scheduler" | "limiter" | "channel-layer";

const IMPORTS: Readonly<Record<Exclude<OwnMemory, "channel-layer">, readonly string[]>> = {
  "socket-io": ["flask_socketio", "socketio"],
  scheduler: ["apscheduler", "flask_apscheduler", "django_apscheduler"],
  limiter: ["flask_limiter", "slowapi"],
};

export function ownMemoryOf(root: string, project: Project): readonly OwnMemory[] {
  const all = textsBelow(root, project);
  const imports = ([, modules]: readonly [string, readonly string[]]): boolean => {
    const pattern = new RegExp(String.raw`^[ \t]*(?:from|import)[ \t]+(?:${modules.join("|")})\b`, "m");
    return all.some((text) => pattern.test(text));
  };
  return (Object.entries(IMPORTS) as [OwnMemory, readonly string[]][]).filter(imports).map(([kind]) => kind);
}

/** The name by which the glue hands the framework its key; `uses` is how the app's files say that they want one. */
const KEYS: Readonly<Partial<Record<FrameworkName, { readonly name: string; readonly uses: RegExp }>>> = {
  flask: { name: "SECRET_KEY", uses: /\b(?:secret_key|SECRET_KEY)\b/ },
  tornado: { name: "COOKIE_SECRET", uses: /\bcookie_secret\b/ },
};

export function secretOf(framework: FrameworkName, root: string, project: Project): string | null {
  const key = KEYS[framework];
  return key !== undefined && textsBelow(root, project).some((text) => key.uses.test(text)) ? key.name : null;
}

function textsBelow(root: string, { python }: Project): readonly string[] {
  return python.filter(({ path }) => isBelow(root, path)).map(({ text }) => text);
}

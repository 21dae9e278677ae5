/** What several WSGI servers cannot do well, said the same way by each. */
import { below } from "../../schema/path.ts";
import type { Emit } from "../layer.ts";
import { virtualenvOf } from "../plan/apps.ts";
import type { App, Plan } from "../plan/plan.ts";
import { streamPaths } from "../plan/stream-paths.ts";
import { isDistributionPython } from "../plan/versions.ts";

/** One request at a time, and a stream is a request that does not end. */
export function checkSingleThread(app: App, emit: Emit): void {
  const { appLink, threads } = app.server;
  if (appLink !== "wsgi" || threads !== 1 || streamPaths(emit.plan, app).length === 0) return;
  emit.report({
    code: "stream-holds-worker",
    layer: "wsgi",
    at: below(app.wsgiAt, "threads"),
    message: "a worker of one thread serves nothing else while one client reads a stream",
    help: "take threads away or state as many as clients may read streams at once",
    related: [{ at: below(app.at, "routes"), message: "the streams" }],
  });
}

/**
 * The interpreter that a server cannot run which has the distribution's Python built in, or null. What a virtualenv that the user
 * made is made of is not known here.
 */
export function otherPython({ python, virtualenv, requirements }: App, { os, place }: Plan): string | null {
  const base = requirements !== null && place.kind === "host" ? requirements.python : virtualenv === null ? python : null;
  return base === null || isDistributionPython(base, os.name) || virtualenvOf(base) !== null ? null : base;
}

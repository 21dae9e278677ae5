/** How long a request of an app may hold its worker, by path: a moment more than the web server waits for that path. */
import { locationsOf } from "./app-locations.ts";
import type { App, Plan } from "./plan.ts";
import { KILL_MARGIN_S } from "./server.ts";

export type PathDeadline = { readonly path: string; readonly exact: boolean; readonly seconds: number };

/** `paths`: where it is another than `otherwiseS`, the longest path first. */
export type Deadlines = { readonly paths: readonly PathDeadline[]; readonly otherwiseS: number };

export function deadlinesOf(plan: Plan, app: App): Deadlines {
  const otherwiseS = plan.web.limits.requestTimeS + KILL_MARGIN_S;
  const kept: PathDeadline[] = [];
  for (const { path, exact, requestTimeS, serve } of locationsOf(plan, app).toReversed()) {
    if (serve.kind !== "app" && serve.kind !== "health") continue;
    const seconds = requestTimeS + KILL_MARGIN_S;
    const around = kept.find((row) => covers(row, path))?.seconds ?? otherwiseS;
    if (seconds !== around) kept.unshift({ path, exact, seconds });
  }
  return { paths: kept, otherwiseS };
}

function covers({ path: own, exact }: PathDeadline, path: string): boolean {
  return path === own || (!exact && path.startsWith(own.endsWith("/") ? own : `${own}/`));
}

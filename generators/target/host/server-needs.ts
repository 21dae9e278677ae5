/** What the apps' servers need beside their programs. */
import { wsgiLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import type { Need } from "../../wsgi/facts.ts";

/** Of what comes with the app. */
export function needsOf(app: App, layered: Layered): readonly Need[] {
  return app.requirements === null ? [] : wsgiLayer(app, layered).needs(app);
}

/** Of the distribution's. */
export function pluginsOf(layered: Layered): readonly string[] {
  const own = layered.plan.apps.filter(({ server }) => server.distribution);
  return [...new Set(own.flatMap((app) => wsgiLayer(app, layered).facts.plugins))];
}

/** Which of an app's secrets is the framework's own key, by the names in use for it. */
import type { App } from "../../plan/plan.ts";

export function secretNamed(app: App, names: readonly string[]): string | null {
  return names.find((name) => app.secrets.includes(name)) ?? null;
}

/** Where an app's callable is: `pkg.mod:name`, stated or by its settings module. */
import type { FrameworkFacts } from "../framework/facts.ts";
import type { AppSource } from "./app-sources.ts";
import type { App } from "./plan.ts";

export function planEntry({ source }: AppSource, { callable, settings }: FrameworkFacts): Pick<App, "module" | "settings"> {
  // The schema asks for one of the two.
  const stated = source.module ?? settings?.entryOf(source.settings ?? "", source.interface) ?? "";
  const [module = "", attribute = callable] = stated.split(":");
  const factory = attribute.endsWith("()");
  return {
    module: { module, name: factory ? attribute.slice(0, -2) : attribute, factory },
    settings: settings === null ? null : (source.settings ?? settings.settingsOf(module)),
  };
}

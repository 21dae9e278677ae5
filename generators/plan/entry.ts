/** Where an app's callable is: `pkg.mod:name`, or Django's by its settings. */
import type { AppSource } from "./app-sources.ts";
import type { App, FrameworkName } from "./plan.ts";

/** What each framework's own documentation calls the callable. */
const CALLABLE: Readonly<Record<FrameworkName, string>> = {
  django: "application",
  flask: "app",
  tornado: "application",
  wsgi: "application",
  asgi: "app",
};

export function planEntry({ source }: AppSource): Pick<App, "module" | "settings"> {
  // The schema asks for one of the two.
  const stated = source.module ?? djangoModule(source.settings ?? "", source.interface);
  const [module = "", attribute = CALLABLE[source.framework]] = stated.split(":");
  const factory = attribute.endsWith("()");
  return {
    module: { module, name: factory ? attribute.slice(0, -2) : attribute, factory },
    settings: source.framework === "django" ? (source.settings ?? `${packageOf(module)}settings`) : null,
  };
}

/** `django-admin startproject shop` makes shop.settings, shop.wsgi and shop.asgi side by side. */
function djangoModule(settings: string, link: string | undefined): string {
  return `${packageOf(settings)}${link === "asgi" ? "asgi" : "wsgi"}:application`;
}

/** `shop.settings` to `shop.`, `settings` to nothing. */
function packageOf(module: string): string {
  return module.slice(0, module.lastIndexOf(".") + 1);
}

/** What is known of Django (generators/framework/facts.ts). */
import type { Interface } from "../../plan/plan.ts";
import type { FrameworkFacts } from "../facts.ts";

export const facts: FrameworkFacts = {
  title: "Django",
  callable: "application",
  factories: false,
  settings: { entryOf, settingsOf: (module) => `${packageOf(module)}settings` },
  packages: ["python3-django"],
  environment: [{ name: "DJANGO_SETTINGS_MODULE", value: "stackc_settings" }],
  collect: {
    arguments: ["-m", "django", "collectstatic", "--noinput"],
    word: "collectstatic",
    help: "add `python -m django collectstatic --noinput` where it belongs in the list, unless a command does it or the files are in the code",
  },
  websockets: {
    by: "asgi",
    help: (servers) => `state \`interface: asgi\` with wsgi.server ${servers}, and the project's ASGI module`,
  },
  mountIn: "script-name",
};

/** `django-admin startproject shop` makes shop.settings, shop.wsgi and shop.asgi side by side. */
function entryOf(settings: string, stated: Interface | undefined): string {
  return `${packageOf(settings)}${stated === "asgi" ? "asgi" : "wsgi"}:application`;
}

/** `shop.settings` to `shop.`, `settings` to nothing. */
function packageOf(module: string): string {
  return module.slice(0, module.lastIndexOf(".") + 1);
}

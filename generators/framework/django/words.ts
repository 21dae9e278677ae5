/** What is said to who writes a Django project's stack.yaml by habit. */
import type { LayerWords } from "../../../schema/layer-words.ts";

const MODULE = "shop.wsgi:application";
const SETTINGS = "app.settings is Django's settings module";
const STATIC = "app.static maps URL paths to folders";
const MEDIA = "app.media maps URL paths to folders";

export const words: LayerWords = {
  example: MODULE,
  values: { framework: { channels: "write django, and interface: asgi", wagtail: "write django" } },
  keys: {
    django: `app has the framework: app: { framework: django, module: ${MODULE} }`,
    allowed_hosts: "domains has the host names; Django's ALLOWED_HOSTS follows from it",
    collectstatic: "django with app.static runs collectstatic by itself, unless hooks.build states what is run",
    django_settings_module: SETTINGS,
    static_url: STATIC,
    static_root: STATIC,
    media_url: MEDIA,
    media_root: MEDIA,
  },
  missing: {
    module: `add the settings module: settings: shop.settings; or where the app is: module: ${MODULE}`,
  },
};

/* Made by scripts/generate.mjs from generators/registry.ts. Do not edit. */
import type { LayerWords } from "./layer-words.ts";

export const LAYERS = {
  web: ["nginx","apache","node"],
  wsgi: ["gateway","gunicorn","uwsgi","mod_wsgi"],
  framework: ["django","flask","tornado","wsgi","asgi"],
  target: ["host"],
} as const;

export type WebName = (typeof LAYERS.web)[number];
export type WsgiName = (typeof LAYERS.wsgi)[number];
export type FrameworkName = (typeof LAYERS.framework)[number];
export type TargetName = (typeof LAYERS.target)[number];

/** For a host where nobody asks for another, and what comes with stackc itself. */
export const USUAL = {"web":"nginx","wsgi":"gunicorn"} as const;
export const OURS = {"web":"node","wsgi":"gateway"} as const;

/** What an app and a server can speak, best first. */
export const INTERFACES: { readonly framework: ByName<FrameworkName>; readonly wsgi: ByName<WsgiName> } = {"framework":{"django":["wsgi","asgi"],"flask":["wsgi"],"tornado":["tornado","wsgi"],"wsgi":["wsgi"],"asgi":["asgi"]},"wsgi":{"gateway":["tornado","wsgi","asgi"],"gunicorn":["tornado","wsgi","asgi"],"uwsgi":["wsgi"],"mod_wsgi":["wsgi"]}};
type ByName<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** Frameworks with a settings module, and those whose apps may come of a factory. */
export const WITH_SETTINGS: readonly FrameworkName[] = ["django"];
export const WITH_FACTORIES: readonly FrameworkName[] = ["flask","tornado","wsgi","asgi"];

export const WORDS: { readonly [role in keyof typeof LAYERS]: { readonly [name in (typeof LAYERS)[role][number]]?: LayerWords } } = {
  web: {
    "nginx": {
      "does": {
        "catch_all": "Of several stacks with nginx on one host, one has it.",
        "headers": "nginx holds as much, and 64 KB at least, for the head of each answer on its way."
      },
      "keys": {
        "nginx": "web has the web server: web: { server: nginx }"
      }
    },
    "apache": {
      "does": {
        "rate": "(Apache: by mod_qos.)"
      },
      "values": {
        "server": {
          "httpd": "write apache",
          "apache2": "write apache"
        }
      },
      "keys": {
        "apache": "web has the web server: web: { server: apache }"
      }
    },
    "node": {
      "note": "our own, bundled"
    }
  },
  wsgi: {
    "gateway": {
      "note": "our own, bundled",
      "does": {
        "preload": "The gateway says what it is, and has each worker import for itself."
      }
    },
    "gunicorn": {
      "does": {
        "preload": "gunicorn does not start then, and says what it is."
      },
      "keys": {
        "gunicorn": "wsgi has the WSGI server: wsgi: { server: gunicorn }",
        "wsgi_app": "app.module is `package.module:callable`",
        "chdir": "app.root is the folder of the app's code",
        "pythonpath": "app.root is the folder of the app's code",
        "worker_class": "the worker class follows from app.interface and wsgi.threads",
        "worker_connections": "web.limits.connections limits the connections of one client address",
        "graceful_timeout": "graceful_time is how long a stopping worker may take"
      }
    },
    "uwsgi": {
      "does": {
        "preload": "uWSGI does not start then, and says what it is."
      },
      "keys": {
        "uwsgi": "wsgi has the WSGI server: wsgi: { server: uwsgi }",
        "callable": "app.module is `package.module:callable`",
        "virtualenv": "app.requirements makes a virtual environment; app.python names an interpreter",
        "venv": "app.requirements makes a virtual environment; app.python names an interpreter",
        "harakiri": "web.limits.request_time is how long the app may take"
      }
    },
    "mod_wsgi": {
      "note": "inside the web server",
      "does": {
        "preload": "mod_wsgi never shares."
      },
      "values": {
        "server": {
          "mod-wsgi": "write mod_wsgi"
        }
      }
    }
  },
  framework: {
    "django": {
      "example": "shop.wsgi:application",
      "values": {
        "framework": {
          "channels": "write django, and interface: asgi",
          "wagtail": "write django"
        }
      },
      "keys": {
        "django": "app has the framework: app: { framework: django, module: shop.wsgi:application }",
        "allowed_hosts": "domains has the host names; Django's ALLOWED_HOSTS follows from it",
        "collectstatic": "django with app.static runs collectstatic by itself, unless hooks.build states what is run",
        "django_settings_module": "app.settings is Django's settings module",
        "static_url": "app.static maps URL paths to folders",
        "static_root": "app.static maps URL paths to folders",
        "media_url": "app.media maps URL paths to folders",
        "media_root": "app.media maps URL paths to folders"
      },
      "missing": {
        "module": "add the settings module: settings: shop.settings; or where the app is: module: shop.wsgi:application"
      }
    },
    "flask": {
      "example": "shop:create_app()",
      "values": {
        "framework": {
          "dash": "write flask, or wsgi with module: app:server"
        }
      },
      "keys": {
        "flask": "app has the framework: app: { framework: flask, module: shop:create_app() }"
      }
    },
    "tornado": {
      "example": "shop.app:make_app()"
    },
    "wsgi": {
      "example": "shop:application",
      "values": {
        "framework": {
          "bottle": "write wsgi: it is any app of that interface",
          "falcon": "write wsgi: it is any app of that interface",
          "pyramid": "write wsgi: it is any app of that interface",
          "cherrypy": "write wsgi: it is any app of that interface",
          "web2py": "write wsgi: it is any app of that interface"
        }
      }
    },
    "asgi": {
      "example": "shop:app",
      "values": {
        "framework": {
          "fastapi": "write asgi: it is any app of that interface",
          "starlette": "write asgi: it is any app of that interface",
          "quart": "write asgi: it is any app of that interface",
          "sanic": "write asgi: it is any app of that interface",
          "litestar": "write asgi: it is any app of that interface",
          "blacksheep": "write asgi: it is any app of that interface"
        }
      }
    }
  },
  target: {},
};

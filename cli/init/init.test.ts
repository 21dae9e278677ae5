/** What `init` finds in a project, and that what it writes compiles as it stands. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compile } from "../../generators/compile.ts";
import { listen } from "../fake-terminal.ts";
import type { App } from "./app.ts";
import { detectApps } from "./detect.ts";
import { type InitInput, init, nameOf } from "./init.ts";
import { readProject } from "./project.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stackc-init-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Tree = Readonly<Record<string, string>>;

function write(tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function run(changes: Partial<InitInput> = {}): Promise<{ exit: number; data: string; words: string }> {
  const { terminal, data, words } = listen();
  const input = { folder, name: "shop", domain: null, web: null, wsgi: null, framework: null, module: null, force: false, ...changes };
  return { exit: await init(input, terminal), data: data(), words: words() };
}

const MANAGE = "import os\ndef main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n";
const DJANGO: Tree = {
  "manage.py": MANAGE,
  "shop/__init__.py": "",
  "shop/settings.py": "",
  "shop/wsgi.py": "application = get_wsgi_application()\n",
};

const CASES: readonly [string, Tree, Partial<App> | null][] = [
  [
    "Django, as startproject makes it",
    DJANGO,
    { framework: "django", module: "shop.wsgi:application", settings: "shop.settings", root: "." },
  ],
  [
    "Django below a folder, with settings in a package",
    {
      "src/manage.py": MANAGE.replace("shop.settings", "conf.settings.production"),
      "src/conf/__init__.py": "",
      "src/conf/settings/__init__.py": "",
      "src/conf/wsgi.py": "application = x",
      "src/requirements.txt": "",
    },
    {
      framework: "django",
      module: "conf.wsgi:application",
      settings: "conf.settings.production",
      root: "src",
      requirements: expect.objectContaining({ file: "src/requirements.txt" }) as never,
    },
  ],
  ["Flask", { "app.py": "from flask import Flask\napp = Flask(__name__)\n" }, { framework: "flask", module: "app:app" }],
  [
    "Flask in a package",
    { "shop/__init__.py": "import flask\nsite: flask.Flask = flask.Flask(__name__)\n" },
    { framework: "flask", module: "shop:site" },
  ],
  [
    "a Flask factory",
    { "shop/__init__.py": "from flask import Flask\ndef create_app(test_config=None, **more):\n    return Flask(__name__)\n" },
    { framework: "flask", module: "shop:create_app()" },
  ],
  ["a factory that a server cannot call", { "shop/__init__.py": "def create_app(config):\n    return Flask(__name__)\n" }, null],
  ["FastAPI", { "src/main.py": "app = FastAPI(title='x')\n" }, { framework: "asgi", module: "main:app", root: "src" }],
  ["Starlette", { "api/__init__.py": "", "api/asgi.py": "app = Starlette(routes=[])\n" }, { framework: "asgi", module: "api.asgi:app" }],
  ["bare ASGI", { "main.py": "async def app(scope, receive, send):\n    pass\n" }, { framework: "asgi", module: "main:app" }],
  [
    "Tornado",
    { "server.py": "import tornado.web\napplication = tornado.web.Application([])\n" },
    { framework: "tornado", module: "server:application" },
  ],
  [
    "a Tornado factory",
    { "server.py": "from tornado.web import Application, RequestHandler\ndef make_app():\n    return Application([])\n" },
    { framework: "tornado", module: "server:make_app()" },
  ],
  [
    "bare WSGI",
    { "web.py": "def application(environ, start_response):\n    return []\n" },
    { framework: "wsgi", module: "web:application" },
  ],
  ["nothing", { "x.py": "    app = Flask(__name__)\n# app = Flask(__name__)\n" }, null],
  [
    "what is not the project's own",
    { "venv/lib/x/app.py": "app = Flask(__name__)\n", "tests/app.py": "app = Flask(__name__)\n", "test_app.py": "app = Flask(__name__)\n" },
    null,
  ],
];

describe.each(CASES)("%s", (_name, tree, expected) => {
  test("is found", () => {
    write(tree);
    const [best] = detectApps(readProject(folder));
    if (expected === null) expect(best).toBeUndefined();
    else expect(best).toMatchObject(expected);
  });

  test("gives a stack.yaml that compiles as it is", async () => {
    write(tree);
    const { exit, data, words } = await run();
    if (expected === null) {
      expect([exit, data]).toEqual([2, ""]);
      expect(words).toContain("app was found in");
      return;
    }
    expect({ exit, data }).toEqual({ exit: 0, data: "" });
    expect(words).toContain("found app: ");
    expect(words).toMatch(/wrote .*stack\.yaml; next: [^\n]*\n$/);
    const text = readFileSync(join(folder, "stack.yaml"), "utf8");
    const result = compile({ file: "stack.yaml", text });
    expect(result.value?.plan.apps[0]?.framework).toBe(expected.framework);
  });
});

test("a Django stack has its secret and its static files", async () => {
  write(DJANGO);
  await run();
  const text = readFileSync(join(folder, "stack.yaml"), "utf8");
  expect(text).toContain("\n  secrets: [SECRET_KEY]\n");
  expect(text).toContain("\n    /static/: staticfiles ");
});

const TORNADO = (setting: string): string => `import os\nimport tornado.web\napp = tornado.web.Application([], ${setting})\n`;
const BESIDE = 'os.path.join(os.path.dirname(__file__), "static")';

const STATIC: readonly [string, Tree, string | null][] = [
  ["Flask's own, beside the module", { "app.py": "app = Flask(__name__)\n", "static/a.css": "" }, "/static/: static"],
  [
    "Flask's own, in a package below a folder, of a factory",
    {
      "src/shop/__init__.py":
        "def create_app():\n    app = Flask(\n        __name__,  # ours\n        instance_relative_config=True,\n    )\n    return app\n",
      "src/shop/static/a.css": "",
    },
    "/static/: shop/static",
  ],
  [
    "another folder, at a path of its name",
    { "app.py": "app = Flask(__name__, static_folder='web/assets/')\n", "web/assets/a.css": "" },
    "/assets/: web/assets",
  ],
  [
    "another path, with a bracket and a comma in a text",
    { "app.py": "app = Flask(__name__, template_folder='a),b', static_url_path='/files')\n", "static/a.css": "" },
    "/files/: static",
  ],
  ["a folder that is not there", { "app.py": "app = Flask(__name__)\n" }, null],
  ["a file of that name", { "app.py": "app = Flask(__name__)\n", static: "" }, null],
  ["none, as stated", { "app.py": "app = Flask(__name__, static_folder=None)\n", "static/a.css": "" }, null],
  ["one that is computed", { "app.py": "app = Flask(__name__, static_folder=FILES)\n", "static/a.css": "" }, null],
  ["settings that are computed", { "app.py": "app = Flask(__name__, **MORE)\n", "static/a.css": "" }, null],
  ["another module's", { "app.py": "app = Flask('shop')\n", "static/a.css": "" }, null],
  ["files at the front page", { "app.py": "app = Flask(__name__, static_url_path='')\n", "static/a.css": "" }, null],
  ["the code itself", { "app.py": "app = Flask(__name__, static_folder='.', static_url_path='/s')\n" }, null],
  ["a folder outside", { "src/app.py": "app = Flask(__name__, static_folder='../static')\n", "static/a.css": "" }, null],
  ["Tornado's, beside the module", { "srv/main.py": TORNADO(`static_path=${BESIDE}`), "srv/static/a.css": "" }, "/static/: static"],
  [
    "Tornado's, by pathlib, with a prefix",
    { "main.py": TORNADO('static_path=Path(__file__).resolve().parent / "web" / "files", static_url_prefix="/f/"'), "web/files/a": "" },
    "/f/: web/files",
  ],
  [
    "Tornado's, in a dict of settings",
    { "main.py": `settings = {"debug": False, "static_path": ${BESIDE}}\n${TORNADO("**settings")}`, "static/a.css": "" },
    "/static/: static",
  ],
  ["Tornado's, below the folder where it starts", { "main.py": TORNADO('static_path="static"'), "static/a.css": "" }, "/static/: static"],
  ["Tornado without it", { "main.py": TORNADO("debug=False"), "static/a.css": "" }, null],
  ["Tornado's, computed", { "main.py": TORNADO("static_path=options.static"), "static/a.css": "" }, null],
  ["Tornado's, stated twice", { "main.py": `static_path = "x"\n${TORNADO(`static_path=${BESIDE}`)}`, "static/a.css": "" }, null],
  ["of another framework", { "main.py": "app = FastAPI()\n", "static/a.css": "" }, null],
];

test.each(STATIC)("static files: %s", async (_name, tree, expected) => {
  write(tree);
  expect(await run()).toMatchObject({ exit: 0, data: "" });
  const text = readFileSync(join(folder, "stack.yaml"), "utf8");
  if (expected === null) expect(text).not.toMatch(/^ {2}static:/m);
  else expect(text).toContain(`\n  static:\n    ${expected}\n`);
});

const WORKERS = "\n  # workers: 4 ";
const FLASK = "from flask import Flask\napp = Flask(__name__)\n";

test.each<[string, Tree, readonly string[], readonly string[]]>([
  ["Socket.IO", { "app.py": FLASK, "live.py": "from flask_socketio import SocketIO\n" }, ["Socket.IO", "\n  workers: 1\n"], [WORKERS]],
  [
    "a scheduler in a Django app",
    { ...DJANGO, "shop/jobs.py": "def start():\n    import apscheduler.schedulers\n" },
    ["scheduler", WORKERS],
    [],
  ],
  ["a limiter", { "app.py": `from flask_limiter import Limiter\n${FLASK}` }, ["limiter", WORKERS], []],
  [
    "names that are like them",
    { "app.py": `import socketio_like, my.apscheduler\n# import flask_limiter\n${FLASK}` },
    [WORKERS],
    ["scheduler", "Socket", "limiter"],
  ],
  ["another program's, beside the app", { "web/app.py": FLASK, "bot.py": "import apscheduler\n" }, [WORKERS], ["scheduler"]],
  ["Flask's key, made by each worker", { "app.py": `${FLASK}app.secret_key = os.urandom(16)\n` }, ["\n  secrets: [SECRET_KEY]\n"], []],
  ["Flask without a key", { "app.py": FLASK }, ["\n  # secrets:"], ["\n  secrets:"]],
  ["Tornado's key", { "app.py": TORNADO("cookie_secret=SECRET") }, ["\n  secrets: [COOKIE_SECRET]\n"], []],
])("several workers: %s", async (_name, tree, has, hasNot) => {
  write(tree);
  expect(await run()).toMatchObject({ exit: 0, data: "" });
  const text = readFileSync(join(folder, "stack.yaml"), "utf8");
  for (const part of has) expect(text).toContain(part);
  for (const part of hasNot) expect(text).not.toContain(part);
});

test.each(["nginx", "apache", "node"] as const)("every framework compiles behind %s", async (web) => {
  for (const framework of ["django", "flask", "tornado", "wsgi", "asgi"] as const) {
    expect(await run({ web, framework, module: "a.b:c", force: true })).toMatchObject({ exit: 0, data: "" });
  }
});

test("the nearest app is chosen, the others are said", async () => {
  write({ "app.py": "app = Flask(__name__)\n", "admin/tool.py": "app = Flask(__name__)\n" });
  const { exit, words } = await run();
  expect(exit).toBe(0);
  expect(words).toContain("chose app:app (flask); also found: tool:app (flask)");
});

test("never overwrites without --force, and never through a link", async () => {
  write({ ...DJANGO, "stack.yaml": "mine" });
  expect(await run()).toMatchObject({ exit: 2, words: expect.stringContaining("exists already: --force") as string });
  expect(readFileSync(join(folder, "stack.yaml"), "utf8")).toBe("mine");
  rmSync(join(folder, "stack.yaml"));
  writeFileSync(join(folder, "victim"), "victim");
  symlinkSync("victim", join(folder, "stack.yaml"));
  expect((await run()).exit).toBe(2);
  expect((await run({ force: true })).exit).toBe(0);
  expect(readFileSync(join(folder, "victim"), "utf8")).toBe("victim");
});

test("a flag that the language refuses is said, and nothing is written", async () => {
  write(DJANGO);
  for (const domain of ["not a host", 'x"]\nname: evil', "shop.example.com:80"]) {
    const { exit, words } = await run({ domain });
    expect(exit).toBe(1);
    expect(words).toContain("error[");
  }
  expect(existsSync(join(folder, "stack.yaml"))).toBe(false);
});

test.each([
  ["/srv/Shop", "shop"],
  ["/srv/my_shop.v2", "my-shop-v2"],
  ["/srv/2048", "app"],
  ["/", "app"],
  ["/srv/mail", "mail-site"],
  ["/srv/systemd-units", "systemd-units-site"],
  [`/srv/${"long-".repeat(10)}`, "long-long-long-long-long-long-l"],
])("%s is called %s", (path, name) => {
  expect(nameOf(path)).toBe(name);
});

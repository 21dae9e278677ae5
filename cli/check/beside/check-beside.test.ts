/** What `check` misses in the project beside a stack file, and what it must not miss: each case is a folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkBeside } from "./check-beside.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const FLASK = "from flask import Flask\napp = Flask(__name__)\n";
const FACTORY = "from flask import Flask\ndef create_app(config=None):\n    app = Flask(__name__)\n    return app\n";

type Files = Readonly<Record<string, string>>;

/** `app`: its keys. */
function said(app: string, files: Files, more = "", environment: string | null = null): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "stackc-beside-"));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const text = `name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\nwsgi: { server: gunicorn }\napp: { ${app.startsWith("framework") ? app : `framework: flask, ${app}`} }\n${more}`;
  return checkBeside({ file: join(folder, "stack.yaml"), text }, environment).map(({ severity, message, help }) => {
    return `${severity}: ${message}${help === null ? "" : ` (${help})`}`;
  });
}

const ELSEWHERE = "name a module below the app's root, or set root; one that is installed belongs in requirements";

const missed: readonly (readonly [name: string, app: string, files: Files, expected: string])[] = [
  ["a module", "module: nosuchmod:app", { "shop.py": FLASK }, `no module nosuchmod in the project (${ELSEWHERE})`],
  [
    "one of a package",
    "module: shop.web.main:app",
    { "shop/web/mian.py": FLASK },
    "no module shop.web.main in the project (did you mean shop.web.mian:app?)",
  ],
  ["a near one", "module: shpo:make()", { "shop.py": FLASK }, "no module shpo in the project (did you mean shop:make()?)"],
  ["one below a root", "root: src, module: shpo:app", { "src/shop.py": FLASK }, "no module shpo in src (did you mean shop:app?)"],
  [
    "the colon",
    "module: shop.create_app",
    { "shop.py": FACTORY },
    "no module shop.create_app in the project (a callable of a module is written with a colon: shop:create_app)",
  ],
  ["a callable", "module: shop:ap", { "shop.py": FLASK }, "no name ap in shop.py (did you mean shop:app?)"],
  ["one that only a function has", "module: shop:app", { "shop.py": FACTORY }, "no name app in shop.py (it has create_app)"],
  [
    "the call of a factory",
    "module: shop:create_app",
    { "shop/__init__.py": FACTORY },
    "create_app in shop/__init__.py is a function that makes the app (write shop:create_app())",
  ],
  [
    "a check of health",
    "module: shop:app, health: { check: shop:wel }",
    { "shop.py": `${FLASK}\ndef well(): pass\n` },
    "no name wel in shop.py (did you mean shop:well?)",
  ],
  [
    "requirements",
    "module: shop:app, requirements: requirement.txt",
    { "shop.py": FLASK, "requirements.txt": "" },
    "no file requirement.txt in the project (did you mean requirements.txt?)",
  ],
  [
    "a static folder",
    "module: shop:app, static: { /static/: statc }",
    { "shop.py": FLASK, "static/a.css": "" },
    "no file or folder statc in the project (did you mean static?)",
  ],
  [
    "a root",
    "root: sources, module: shop:app",
    { "source/shop.py": FLASK, "source/x/y.py": "" },
    "no folder sources in the project (did you mean source?)",
  ],
];

test.each(missed)("it misses %s", (_, app, files, expected) => {
  expect(said(app, files)).toEqual([`warning: ${expected}`]);
});

const silent: readonly { readonly name: string; readonly app: string; readonly files: Files; readonly more?: string }[] = [
  { name: "all is there", app: "module: shop:app, static: { /static/: static }", files: { "shop.py": FLASK, "static/a.css": "" } },
  { name: "no project lies there", app: "module: nosuchmod:app, requirements: nosuch.txt", files: { "README.md": "" } },
  {
    name: "requirements bring it",
    app: "module: datasette.app:app",
    files: { "plugin.py": "", "requirements.txt": "Datasette[all]>=1\n" },
  },
  {
    name: "it is the project's own distribution",
    app: "module: nice_shop:app",
    files: { "setup/x.py": "", "pyproject.toml": '[project]\nname = "nice-shop"\n' },
  },
  {
    name: "a virtual environment has it",
    app: "module: nosuchmod:app",
    files: { "x.py": "", ".venv/lib/python3.11/site-packages/nosuchmod/__init__.py": "" },
  },
  { name: "it is installed from src", app: "module: shop:app", files: { "src/shop.py": FLASK, "tools/x.py": "" } },
  {
    name: "it is a package without a file, or machine code",
    app: "module: shop.fast:app",
    files: { "shop/fast.cpython-311-x86_64-linux-gnu.so": "", "x.py": "" },
  },
  { name: "the app is elsewhere on the host", app: "root: /opt/shop, module: nosuchmod:app", files: { "x.py": "" } },
  { name: "an artifact alone lies there", app: "module: nosuchmod:app", files: { "shop/manifest.json": "", "shop/app/stackc_app.py": "" } },
  { name: "a star may bring it", app: "module: shop:app", files: { "shop.py": "from base import *\n" } },
  { name: "the name is made by its text", app: "module: shop:app", files: { "shop.py": "globals()['app'] = 1\n" } },
  { name: "a module that answers for its names", app: "module: shop:app", files: { "shop.py": "def __getattr__(name): pass\n" } },
  { name: "a name of several", app: "module: shop:app", files: { "shop.py": "db, app = make()\n" } },
  {
    name: "a name in a branch",
    app: "module: shop:app",
    files: { "shop.py": "try:\n    from fast import app\nexcept ImportError:\n    app = None\n" },
  },
  { name: "a name of a loop", app: "module: shop:app", files: { "shop.py": "for app in make():\n    pass\n" } },
  { name: "a name that a function sets", app: "module: shop:app", files: { "shop.py": "def go():\n    global app\n    app = 1\ngo()\n" } },
  {
    name: "a function that is the app",
    app: "module: shop:app",
    files: { "shop.py": "def app(environ, start_response):\n    return []\n" },
  },
  { name: "a function that nobody can tell", app: "module: shop:app", files: { "shop.py": "def app(*args):\n    return run(*args)\n" } },
  { name: "an attribute of what is there", app: "module: shop:app.server", files: { "shop.py": FLASK } },
  {
    name: "a build makes the files",
    app: "module: shop:app, static: { /static/: dist }",
    files: { "shop.py": FLASK },
    more: "hooks: { build: [npm run build] }\n",
  },
];

test.each(silent)("silent: $name", ({ app, files, more }) => {
  expect(said(app, files, more)).toEqual([]);
});

test("Django: settings, and not what collectstatic makes", () => {
  const files = { "shop/__init__.py": "", "shop/wsgi.py": "application = 1\n", "shop/settings.py": "" };
  const app = (settings: string) =>
    `framework: django, module: shop.wsgi:application, settings: ${settings}, static: { /static/: staticfiles }`;
  const django = (settings: string) => said(app(settings), files).length;
  expect(django("shop.settings")).toBe(0);
  expect(django("shop.setings")).toBe(1);
});

test("an environment's own", () => {
  const more = "environments: { staging: { app: { module: shop:ap } } }\n";
  expect(said("module: shop:app", { "shop.py": FLASK }, more)).toEqual([]);
  expect(said("module: shop:app", { "shop.py": FLASK }, more, "staging")).toHaveLength(1);
});

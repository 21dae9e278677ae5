/** The parts of `stackc run` that need no server: what is read differently, shown, watched. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../../generators/compile.ts";
import type { Place } from "../../generators/plan/plan.ts";
import type { Data } from "../../schema/source.ts";
import { environOver, readEnvFiles } from "./env-files.ts";
import { findPython } from "./python.ts";
import { rework, type Wishes } from "./rework.ts";
import { readableLine } from "./say.ts";
import { createSecrets, secretsText } from "./secrets.ts";
import { findSource } from "./source.ts";
import { stateFolderOf } from "./state-folder.ts";
import { trimTraceback } from "./traceback.ts";
import { isCode, isStack, watchProject } from "./watch.ts";

const STACKS = "fixtures/stacks";
const WISHES: Wishes = {
  web: null,
  wsgi: null,
  asWritten: false,
  https: false,
  code: "/home/me/shop",
  pythonOf: () => "/usr/bin/python3",
  virtualenvPythonOf: () => null,
};
const place: Place = { kind: "local", prefix: "/tmp/s/1", code: "/home/me/shop", httpPort: 8000, httpsPort: 8001 };

function compileAs(text: string, wishes: Partial<Wishes>) {
  return compile(
    { file: "stack.yaml", text },
    { environment: null, place, rework: (data: Data) => rework(data, { ...WISHES, ...wishes }) },
  );
}

describe("what run reads differently", () => {
  const names = readdirSync(STACKS).filter((name) => existsSync(join(STACKS, name, "stack.yaml")));

  test.each(names)("%s runs on our own servers, over plain http, on loopback", (name) => {
    const { value, diagnostics } = compileAs(readFileSync(join(STACKS, name, "stack.yaml"), "utf8"), {});
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(value?.plan.web).toMatchObject({ server: "node", tls: null, listen: { http: 8000, https: null, addresses: ["127.0.0.1"] } });
    expect(value?.plan.apps.map(({ server }) => server.name)).toEqual(value?.plan.apps.map(() => "gateway"));
    expect(value?.plan.locations.filter(({ cache }) => cache !== null)).toEqual([]);
    expect(value?.plan.web.headers.set.map(({ name: header }) => header.toLowerCase())).not.toContain("strict-transport-security");
  });

  const STACK =
    "name: shop\ndomains: [shop.example.com]\nweb: { server: nginx, version: 1.22.1, listen: { http: 81 }, cache: { /: 10s }, tls: { hsts: { max_age: 1d } } }\n" +
    "wsgi: { server: gunicorn, workers: 3, protocol: http }\n" +
    "app: { framework: django, module: shop.wsgi, static: { /static/: files, /docs/: docs, /logo.png: logo.png }, media: { /media/: uploads } }\n";
  const planOf = (wishes: Partial<Wishes>) => compileAs(STACK, wishes).value?.plan;

  test("each choice of servers brings the other that goes with it", () => {
    const pairs = [
      {},
      { web: "nginx" },
      { wsgi: "uwsgi" },
      { wsgi: "mod_wsgi" },
      { asWritten: true },
      { asWritten: true, web: "apache" },
    ] as const;
    expect(pairs.map((wishes) => `${planOf(wishes)?.web.server}-${planOf(wishes)?.apps[0]?.server.name}`)).toEqual([
      "node-gateway",
      "nginx-gateway",
      "nginx-uwsgi",
      "apache-mod_wsgi",
      "nginx-gunicorn",
      "apache-gunicorn",
    ]);
  });

  test("Django's static files are its own, others are not cached, uploads stay with the project", () => {
    const serves = (wishes: Partial<Wishes>) => planOf(wishes)?.locations.map(({ path, serve }) => ({ path, ...serve }));
    expect(serves({})).toMatchObject([
      { path: "/logo.png", kind: "file" },
      { path: "/healthz", kind: "health" },
      { path: "/media/", kind: "media", folder: "/home/me/shop/uploads" },
      { path: "/docs/", kind: "static", cacheS: 0 },
      { path: "/", kind: "app" },
    ]);
    expect(serves({ asWritten: true })?.map(({ path }) => path)).toContain("/static/");
    expect(planOf({ asWritten: true })?.locations.some(({ cache }) => cache !== null)).toBe(true);
  });

  test("https has a certificate of its own, and no HSTS", () => {
    expect(planOf({ https: true })?.web.tls).toMatchObject({ certificate: "internal", hsts: null, redirect: true });
  });

  test("workers are those written, or two", () => {
    expect(planOf({})?.apps[0]?.server.workers).toBe(3);
    expect(compileAs(STACK.replace("workers: 3, ", ""), {}).value?.plan.apps[0]?.server.workers).toBe(2);
  });

  test("what is no stack at all is left for the compiler to say", () => {
    for (const text of ["", "[]", "web: 3\napps: [1]\n"]) expect(compileAs(text, {}).diagnostics.length).toBeGreaterThan(0);
  });
});

describe("lines for a person", () => {
  test.each([
    [
      '{"time":"2026-01-01T10:00:00.000Z","method":"GET","uri":"/a","status":200,"request_time":0.012,"bytes":7}',
      /^\d\d:\d\d:\d\d 200 GET \/a 12 ms 7 B$/,
    ],
    [
      '{"time":"x","level":"error","logger":"django.request","message":"no","exception":"Traceback\\n  boom"}',
      /^\S+ error django\.request: no\nTraceback\n {2}boom$/,
    ],
    [
      '{"time":"x","level":"warn","name":"shop","event":"worker-stuck","pid":7,"text":"File a"}',
      /^\S+ shop: worker-stuck \(pid 7\)\nFile a$/,
    ],
    [
      '{"time":"x","level":"error","event":"app-failed","pid":7,"method":"GET","path":"/a","request_id":"0f","status":500,"exception_type":"E","exception_message":"no","traceback":"Traceback\\n  File \\"app.py\\"\\nE: no"}',
      /^\S+ shop: app-failed GET \/a \(pid 7, request_id 0f, status 500\)\nTraceback\n {2}File "app\.py"\nE: no$/,
    ],
    [
      '{"time":"x","level":"warn","event":"request-refused","pid":7,"method":"POST","path":"/a","status":413,"reason":"Content Too Large"}',
      /^\S+ shop: request-refused POST \/a \(pid 7, status 413, reason Content Too Large\)$/,
    ],
    ["printed by the app", /^printed by the app$/],
    ["{not json", /^\{not json$/],
  ])("%s", (line, shown) => expect(readableLine("shop", line)).toMatch(shown));

  test("what starts as told is no news", () => {
    expect(readableLine("shop", '{"time":"x","level":"info","name":"shop","event":"worker-started"}')).toBeNull();
  });
});

test("a traceback begins with the project's own lines", () => {
  const text = [
    "the app does not import",
    "Traceback (most recent call last):",
    '  File "/tmp/s/1/release/gateway/python/stackc_gateway/load.py", line 16, in load_app',
    "    found = importlib.import_module(settings.module)",
    "            ^^^^^^^^^",
    '  File "<frozen importlib._bootstrap>", line 1176, in _find_and_load',
    '  File "/home/me/shop/app.py", line 3, in <module>',
    "    import gone",
    "ModuleNotFoundError: No module named 'gone'",
  ];
  expect(trimTraceback(text.join("\n"), "/tmp/s").split("\n")).toEqual([...text.slice(0, 2), ...text.slice(6)]);
});

test("secrets: the environment's, else made once where any text will do; a file holds only what its syntax carries", () => {
  const secrets = createSecrets();
  const environ = { KNOWN_KEY: "k", EMPTY_TOKEN: "", DATABASE_URL: "sqlite:///a" };
  const { values, invented, missing } = secrets.of(
    ["KNOWN_KEY", "EMPTY_TOKEN", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PGPASSWORD"],
    environ,
  );
  expect([values.KNOWN_KEY, values.DATABASE_URL, invented]).toEqual(["k", "sqlite:///a", ["EMPTY_TOKEN", "SECRET_KEY"]]);
  expect(missing).toEqual(["REDIS_URL", "PGPASSWORD"]);
  expect(secrets.of(["SECRET_KEY"], environ)).toEqual({ values: { SECRET_KEY: values.SECRET_KEY }, invented: [], missing: [] });
  expect(secretsText({ A: "x y", B: "it's", C: "1\n2" })).toBe("A='x y'\n");
});

test("environment files: .env over .flaskenv, the shell over both; what loads programs is the shell's alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "stackc-env-"));
  writeFileSync(join(folder, ".flaskenv"), "FLASK_DEBUG=1\nNAME=flask\n");
  writeFileSync(
    join(folder, ".env"),
    "\uFEFF# ours\r\nexport NAME='a b' # said\r\nURL=\"x#y\"\r\nLD_PRELOAD=/tmp/x\r\nPATH=/tmp\r\nHERE=file\r\n",
  );
  const files = readEnvFiles(folder, null);
  expect(files.values).toEqual({ FLASK_DEBUG: "1", NAME: "a b", URL: "x#y", HERE: "file" });
  expect(environOver(files, { HERE: "shell" })).toMatchObject({ HERE: "shell", NAME: "a b" });
  expect(readEnvFiles(folder, join(folder, ".flaskenv")).values).toEqual({ FLASK_DEBUG: "1", NAME: "flask" });
  expect(readEnvFiles(folder, join(folder, "none")).fault).toMatch(/^cannot read .*none: /);
  rmSync(folder, { recursive: true });
});

test("state: one folder for a project, the same each time, another for another", () => {
  const home = mkdtempSync(join(tmpdir(), "stackc-state-"));
  const at = (project: string, stated: string | null = null) => stateFolderOf(project, stated, { XDG_STATE_HOME: home });
  const first = at("/home/me/shop", join(home, "one"));
  expect(first).toEqual({ path: join(home, "one"), isNew: true });
  expect(at("/home/me/shop", join(home, "one"))).toEqual({ path: join(home, "one"), isNew: false });
  expect(at("/home/me/shop", join(home, "a b"))).toEqual({ fault: expect.stringContaining("characters") as string });
  rmSync(home, { recursive: true });
});

test("with requirements, a virtual environment that is there wins over the interpreter that the host makes one of", () => {
  const text = (more: string): string =>
    `name: shop\ndomains: [a.example.com]\nweb: { server: node, tls: false }\nwsgi: { server: gateway }\napp: { framework: wsgi, module: "a:b", python: /usr/bin/python3${more} }\n`;
  const pythonOf = (more: string) =>
    compileAs(text(more), { virtualenvPythonOf: () => "/home/me/shop/.venv/bin/python" }).value?.plan.apps[0]?.python;
  expect(pythonOf(", requirements: requirements.txt")).toBe("/home/me/shop/.venv/bin/python");
  expect(pythonOf("")).toBe("/usr/bin/python3");
  const there = { ...place, virtualenvs: ["/home/me/shop/.venv"] };
  const local = (at: Place) =>
    compile({ file: "stack.yaml", text: text(", requirements: requirements.txt") }, { environment: null, place: at }).value?.plan.apps[0]
      ?.python;
  expect([local(there), local(place)]).toEqual(["/home/me/shop/.venv/bin/python", "/usr/bin/python3"]);
});

test("Python: the shell's virtual environment, the project's, then PATH", () => {
  const folder = mkdtempSync(join(tmpdir(), "stackc-python-"));
  const make = (path: string): string => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "", { mode: 0o755 });
    return join(folder, path);
  };
  try {
    const path = make("bin/python3");
    const environ = { PATH: join(folder, "bin"), VIRTUAL_ENV: join(folder, "shell") };
    const found = () => findPython([join(folder, "shop")], environ);
    expect(found()).toBe(path);
    const own = make("shop/.venv/bin/python");
    expect(found()).toBe(own);
    const shell = make("shell/bin/python");
    expect(found()).toBe(shell);
    expect(findPython([], {})).toBe("/usr/bin/python3");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("watching", () => {
  test("code and templates are code, stack files are stacks, the rest is neither", () => {
    expect(["/p/a.py", "/p/t.html", "/p/templates/mail.txt", "/p/x.jinja2"].map(isCode)).toEqual([true, true, true, true]);
    expect(["/p/db.sqlite3", "/p/a.log", "/p/a.pyc", "/p/stack.yaml", "/p/templates/.mail.swp"].map(isCode)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(["/p/stack.yaml", "/p/stackc.yml", "/p/blog.stackc.yaml", "/p/other.yaml"].map(isStack)).toEqual([true, true, true, false]);
  });

  test("several changes are told once; what a virtual environment does is not told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stackc-watch-"));
    mkdirSync(join(folder, "venv"));
    const told: string[][] = [];
    let heard: () => void = () => {};
    const first = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const watching = watchProject([folder], (paths) => {
      told.push([...paths].sort());
      heard();
    });
    try {
      for (const name of ["venv/skipped.py", "a.py", "b.py", "data.db"]) writeFileSync(join(folder, name), "x");
      await first;
      expect(told).toEqual([[join(folder, "a.py"), join(folder, "b.py")]]);
    } finally {
      watching.close();
      rmSync(folder, { recursive: true });
    }
  });
});

test("without a stack file, an app with Socket.IO has the one worker that it needs", () => {
  const folder = mkdtempSync(join(tmpdir(), "stackc-run-"));
  try {
    const textOf = (more: string): unknown => {
      writeFileSync(join(folder, "app.py"), `${more}app = Flask(__name__)\n`);
      const found = findSource(folder);
      return typeof found === "string" ? found : JSON.parse(found.source.text);
    };
    expect(textOf("")).toHaveProperty("wsgi", { server: "gateway" });
    expect(textOf("from flask_socketio import SocketIO\n")).toMatchObject({ wsgi: { server: "gateway", workers: 1 } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

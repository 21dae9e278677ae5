import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { sample, textOf } from "../plan.sample.ts";

const stack = (framework: string, wsgi = "", app = "") => `
name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn${wsgi} }
app: { framework: ${framework}, module: shop${app} }
`;
const settings = (text: string) => textOf(sample(text), "gunicorn/app.conf.py");

const COMPILE = "import ast, sys; ast.parse(sys.stdin.read())";

describe("gunicorn", () => {
  it.each(["flask", "wsgi", "django", "tornado", "asgi"])("is Python for %s", (framework) => {
    const { files } = sample(stack(framework, "", framework === "django" ? ", settings: shop.settings" : ""));
    for (const { text } of files.values()) {
      expect(text.split("\n")[0]).toBe("# -*- coding: utf-8 -*-");
      expect(text).not.toMatch(/\n{4}|[ \t]\n/);
      execFileSync("/usr/bin/python3", ["-c", COMPILE], { input: text });
    }
  });

  it.each([
    ["flask", "", 'worker_class = "gthread"'],
    ["flask", ", threads: 1", 'worker_class = "sync"'],
    ["asgi", "", 'worker_class = "stackc_worker.AsgiWorker"'],
    ["tornado", "", 'worker_class = "stackc_tornado_worker.TornadoWorker"'],
  ])("chooses the worker for %s%s", (framework, wsgi, line) => {
    const text = settings(stack(framework, wsgi));
    expect(text).toContain(`\n${line}\n`);
    expect(text.match(/^worker_class = /gm)).toHaveLength(1);
  });

  it("ships the worker that the settings name, and no other", () => {
    expect([...sample(stack("tornado", ", workers: 2")).files.keys()].sort()).toEqual([
      "app/_shared/stackc_deadline.py",
      "app/_shared/stackc_gunicorn.py",
      "app/_shared/stackc_tornado_worker.py",
      "app/_shared/stackc_watched.py",
      "gunicorn/app.conf.py",
    ]);
    expect([...sample(stack("asgi")).files.keys()]).toContain("app/app/stackc_worker.py");
    expect([...sample(stack("flask")).files.keys()].join(" ")).not.toContain("worker");
  });

  it("watches threads, since gunicorn's own timeout does not", () => {
    expect(settings(stack("flask"))).toContain("threads=True,\n        beats=False,");
    expect(settings(stack("asgi"))).toContain("threads=False,\n        beats=False,");
  });

  it("says for a sync worker that it is alive: its only thread may wait for a slow client", () => {
    expect(settings(stack("flask", ", threads: 1"))).toContain("threads=True,\n        beats=True,");
  });

  it("says that a stream holds a worker of one thread", () => {
    const { faults } = sample(stack("flask", ", threads: 1", ", routes: { /events/: { stream: true } }"));
    expect(faults.map((fault) => fault.code)).toEqual(["stream-holds-worker"]);
  });

  it("runs as a module of its virtualenv, or as the distribution's program", () => {
    const own = sample(stack("flask", "", ", requirements: requirements.txt")).app.server.run;
    expect(own?.argv.slice(0, 3)).toEqual(["/srv/shop/current/venv/bin/python", "-m", "gunicorn"]);
    const { run } = sample(stack("flask")).app.server;
    expect(run?.argv).toEqual(["/usr/bin/gunicorn", "--config", "/srv/shop/current/gunicorn/app.conf.py"]);
    expect(run).toMatchObject({ type: "notify", socketActivation: true, reloadSignal: null });
    const distributions = sample(stack("flask", "", ", python: /usr/bin/python3.11")).app.server;
    expect(distributions.run?.argv[0]).toBe("/usr/bin/gunicorn");
    const other = sample(stack("flask", "", ", python: /usr/local/bin/python3.13")).app.server;
    expect(other.run?.argv.slice(0, 3)).toEqual(["/usr/local/bin/python3.13", "-m", "gunicorn"]);
    expect(other).toMatchObject({ command: null, distribution: false });
  });

  it("has a virtualenv made of the Python that is stated beside requirements", () => {
    const { app } = sample(stack("flask", "", ", python: /usr/local/bin/python3.13, requirements: requirements.txt"));
    expect(app).toMatchObject({
      python: "/srv/shop/current/venv/bin/python",
      requirements: { file: "/srv/shop/current/code/requirements.txt", python: "/usr/local/bin/python3.13" },
    });
    expect(app.server.run?.argv.slice(0, 3)).toEqual(["/srv/shop/current/venv/bin/python", "-m", "gunicorn"]);
  });
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sample, textOf } from "../plan.sample.ts";

const folder = mkdtempSync(join(tmpdir(), "uwsgi-"));
afterAll(() => rmSync(folder, { recursive: true }));

const stack = (wsgi: string, rest = "", app = "") => `
name: shop
domains: [shop.example.com]
web: { server: nginx${rest} }
wsgi: { server: uwsgi${wsgi} }
app: { framework: flask, module: shop${app} }
`;
const ini = (text: string) => textOf(sample(text), "uwsgi/app.ini");
const codes = (text: string) => sample(text).faults.map((fault) => fault.code);

/** Every option, as uWSGI's strict mode reads it: an unknown one is an error. `no-server` starts nothing. */
function parse(text: string): string {
  const file = join(folder, "app.ini");
  writeFileSync(file, text);
  return execFileSync("/usr/bin/uwsgi", ["--ini", file, "--no-server", "--version"], { encoding: "utf8" });
}

describe("uwsgi", () => {
  it("is read by uWSGI itself, strictly", () => {
    const full = stack(", workers: 3, max_requests: 500, max_memory: 300MB", "", ", routes: { /events/: { stream: true } }");
    expect(parse(ini(full))).toContain("2.");
    expect(() => parse(`${ini(full)}no-such-option = true\n`)).toThrow();
  });

  it("has one thread to a worker, so that the end of one that hangs takes no other along", () => {
    expect(ini(stack(""))).toContain("\nthreads = 1\n");
    expect(codes(stack(""))).toEqual([]);
    expect(codes(stack(", threads: 4"))).toEqual(["harakiri-threads"]);
  });

  it("runs the Python that its plugin is built for, or says so", () => {
    for (const python of ["/usr/bin/python3", "/usr/bin/python3.11", "/opt/venv/bin/python"])
      expect(codes(stack("", "", `, python: ${python}, requirements: r.txt`))).toEqual([]);
    expect(codes(stack("", "", ", python: /usr/bin/python3.13"))).toEqual(["uwsgi-python"]);
    expect(codes(stack("", "", ", python: /usr/bin/python3.13, requirements: r.txt"))).toEqual(["uwsgi-python"]);
    expect(codes(stack(", command: /opt/uwsgi/bin/uwsgi", "", ", python: /usr/bin/python3.13"))).toEqual([]);
  });

  it("counts workers at start unless told", () => {
    expect(ini(stack(""))).toMatch(
      /^processes = @\(exec:\/\/\/usr\/bin\/python3 \/srv\/shop\/current\/app\/_shared\/stackc_capacity\.py 64 1 134217728\)$/m,
    );
    expect(ini(stack(", workers: 3"))).toContain("\nprocesses = 3\n");
    expect([...sample(stack(", workers: 3")).files.keys()]).toEqual([
      "uwsgi/app.ini",
      "app/_shared/stackc_answer_uwsgi.py",
      "app/_shared/stackc_deadline.py",
      "app/_shared/stackc_watched.py",
    ]);
  });

  it("has no deadline of its own, which would count a client's time", () => {
    const text = ini(stack(", threads: 8", "", ", routes: { /events/: { stream: true }, /live: { stream: true } }"));
    expect(text).not.toMatch(/^harakiri|^route/m);
    expect(text).toContain("\nsocket-timeout = 86400\n");
  });

  it("never reloads, and stops by TERM gracefully", () => {
    expect(ini(stack(""))).toContain("hook-master-start = unix_signal:15 gracefully_kill_them_all");
    expect(sample(stack("")).app.server.run).toMatchObject({
      reloadSignal: null,
      pauseSignal: "SIGTSTP",
      stopSignal: "SIGTERM",
      socketActivation: true,
    });
  });

  it("holds what the web server lets through, or says that it cannot", () => {
    expect(ini(stack(""))).toContain("\nbuffer-size = 54148\n");
    expect(codes(stack("", ", limits: { headers: 64KB }"))).toEqual(["uwsgi-packet"]);
    const [help = ""] = sample(stack("", ", limits: { headers: 64KB }")).faults.map((fault) => fault.help ?? "");
    const [, fits = ""] = /^write web\.limits\.headers: (\S+),/.exec(help) ?? [];
    expect(fits).toBe("43KB");
    expect(codes(stack("", `, limits: { headers: ${fits} }`))).toEqual([]);
    expect(codes(stack("", ", limits: { headers: 44KB }"))).toEqual(["uwsgi-packet"]);
  });
});

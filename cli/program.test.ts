/** The built program as users run it: exit codes, streams, colours. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { VERSION } from "../generators/version.ts";
import { codes } from "../schema/codes.generated.ts";
import { buildProgram } from "../scripts/build.mjs";

const STACK =
  'name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\nwsgi: { server: gunicorn }\napp: { framework: flask, module: "a:b" }\n';

const root = mkdtempSync(join(tmpdir(), "stackc-program-"));
const program = join(root, "dist/stackc.js");
let folder = "";

beforeAll(() => buildProgram(join(root, "dist")));
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(root, "case-"));
  writeFileSync(join(folder, "stack.yaml"), STACK);
});

type Ran = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Ran {
  const clean = { PATH: process.env.PATH ?? "", HOME: root, ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    env: clean,
    encoding: "utf8",
    input: input ?? "",
  });
  return { status, stdout, stderr };
}

test("--version, --help, help and nothing at all: data on stdout, exit 0", () => {
  expect(run(["--version"])).toEqual({ status: 0, stdout: `stackc ${VERSION}\n`, stderr: "" });
  for (const args of [["--help"], [], ["help"]])
    expect(run(args)).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("generate") as string });
  expect(run(["help", "check"]).stdout).toContain("--output-format");
  expect(run(["check", "--help"])).toMatchObject({ status: 0, stderr: "" });
});

test.each([
  [["chek"], "did you mean stackc check?"],
  [["help", "verfy"], "did you mean stackc verify?"],
  [["frobnicate"], "the commands are init, generate, run, check"],
  [["check", "--output-fromat=json"], "did you mean --output-format?"],
  [["generate", "--locl", "/tmp", "--deff"], "did you mean --local and --diff?"],
])("%j is told the nearest", (args, help) => {
  expect(run(args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(`help: ${help}`) as string });
});

test("on a terminal as well", () => {
  // script(1), of util-linux: its command has a terminal for all three streams.
  const onTerminal = (args: string) =>
    spawnSync("script", ["-qec", `"${process.execPath}" "${program}" ${args}`, "/dev/null"], { cwd: folder, encoding: "utf8", input: "" });
  expect(onTerminal("--version").stdout).toContain(VERSION);
  for (const args of ["check", "run --help", "pairings"]) {
    const { status, stdout } = onTerminal(args);
    expect([status, stdout.includes("internal error")]).toEqual([0, false]);
  }
});

test("0: all is well, and nothing is said", () => {
  expect(run(["check"])).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(run(["generate"])).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readFileSync(join(folder, "build/shop/manifest.json"), "utf8")).toContain('"name": "shop"');
});

test("1: findings and differences", () => {
  expect(run(["generate", "--check"])).toMatchObject({ status: 1, stderr: "" });
  writeFileSync(join(folder, "stack.yaml"), STACK.replace("server: nginx", "servr: nginx"));
  for (const args of [["check"], ["generate"]]) {
    const { status, stdout, stderr } = run(args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(" --> stack.yaml:3:8\n");
    expect(stderr).not.toContain("\u001b");
  }
});

test.each([
  [["nonsense"]],
  [["generate", "--nonsense"]],
  [["generate", "--http-port", "70000", "--local", "x"]],
  [["check", "--output-format", "xml"]],
  [["check", "missing.yaml"]],
  [["check", "-"]],
  [["generate", "--env"]],
  [["explain"]],
  [["explain", "no-such-code"]],
  [["explain", "stack.yaml:99"]],
  [["explain", "missing.yaml:1"]],
  [["explain", "build/shop/RUNBOOK.md"]],
  [["schema", "extra"]],
  [["completion", "tcsh"]],
  [["init", "missing"]],
])("2: %j is a wrong call, in words and without a stack", (args) => {
  const { status, stdout, stderr } = run(args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("3: an internal error says how to report it; its stack only where asked for", () => {
  // A folder without its command table stands for any fault of our own.
  const broken = join(root, "broken");
  mkdirSync(broken);
  const at = join(broken, "stackc.mjs");
  writeFileSync(at, readFileSync(program, "utf8").replaceAll('"./chunks/', `"${join(root, "dist/chunks")}/`));
  const ran = (env: Record<string, string>) =>
    spawnSync(process.execPath, [at, "check"], { cwd: folder, env: { PATH: process.env.PATH ?? "", ...env }, encoding: "utf8" });
  const quiet = ran({});
  expect([quiet.status, quiet.stdout]).toEqual([3, ""]);
  expect(quiet.stderr).toMatch(/^internal error: .*\n.*please report it.*\nSTACKC_DEBUG=1 shows where/);
  expect(ran({ STACKC_DEBUG: "1" }).stderr).toMatch(/^\s+at /m);
});

test("check: json, github and sarif on stdout", () => {
  writeFileSync(join(folder, "stack.yaml"), STACK.replace("server: nginx", "servr: nginx"));
  for (const [format, found] of [
    ["json", '"code": "unknown-key"'],
    ["github", "::error file=stack.yaml,line=3"],
    ["sarif", '"version": "2.1.0"'],
  ] as const) {
    expect(run(["check", "--output-format", format])).toMatchObject({
      status: 1,
      stderr: "",
      stdout: expect.stringContaining(found) as string,
    });
  }
});

test("check: a fault that only an environment has", () => {
  writeFileSync(join(folder, "stack.yaml"), `${STACK}environments:\n  staging:\n    domains: [staging.example.com:80]\n`);
  expect(run(["generate"])).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(run(["check"])).toMatchObject({ status: 1, stderr: expect.stringContaining("stack.yaml:8") as string });
});

test("check: what the project beside the file lacks, in an environment too; warnings alone", () => {
  writeFileSync(join(folder, "shop.py"), "app = 1\n");
  expect(run(["check"])).toMatchObject({ status: 0, stderr: expect.stringContaining("no module a in the project") as string });
  writeFileSync(
    join(folder, "stack.yaml"),
    `${STACK.replace("a:b", "shop:app")}environments: { staging: { app: { module: "shop:ap" } } }\n`,
  );
  expect(run(["check"])).toMatchObject({ status: 0, stderr: expect.stringContaining("no name ap in shop.py") as string });
});

test("the default FILE: one is taken, none and several are said", () => {
  writeFileSync(join(folder, "blog.stackc.yaml"), STACK);
  expect(run(["check"])).toMatchObject({ status: 2, stderr: expect.stringContaining("blog.stackc.yaml stack.yaml") as string });
  rmSync(join(folder, "stack.yaml"));
  expect(run(["check"]).status).toBe(0);
  rmSync(join(folder, "blog.stackc.yaml"));
  expect(run(["check"])).toMatchObject({ status: 2, stderr: expect.stringContaining("stackc init") as string });
});

test("FORCE_COLOR colours words, never data", () => {
  writeFileSync(join(folder, "stack.yaml"), STACK.replace("server: nginx", "servr: nginx"));
  expect(run(["check"], { FORCE_COLOR: "1" }).stderr).toContain("\u001b[");
  expect(run(["check"], { FORCE_COLOR: "1", NO_COLOR: "1" }).stderr).not.toContain("\u001b[");
  expect(run(["check", "--output-format", "json"], { FORCE_COLOR: "1" }).stdout).not.toContain("\u001b[");
});

describe("explain", () => {
  test("a line of a stack file: the generated lines that come of it", () => {
    writeFileSync(
      join(folder, "stack.yaml"),
      `${STACK}# more\nx-note: 1\n`.replace("{ server: nginx }", "\n  server: nginx\n  limits: { body: 5MB }"),
    );
    const { status, stdout } = run(["explain", "stack.yaml:5"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^stack\.yaml:5: web\.limits\n/);
    expect(stdout).toMatch(/^ {2}web\/nginx\/site\.conf:\d+: client_max_body_size 5242880;$/m);
    expect(run(["explain", "stack.yaml:8"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no key stands at stack.yaml:8") as string,
    });
  });

  test.each([
    ["nginx", "fastcgi_read_timeout 45s;"],
    ["apache", "timeout=45"],
    ["node", '"readS": 45'],
  ])("a route's time: what %s waits, which the rules of time join to the others", (web, waits) => {
    const text = STACK.replace("server: nginx", `server: ${web}`)
      .replace("gunicorn", "gateway")
      .replace('"a:b" }', '"a:b",\n  routes: { /report: {\n    request_time: 45s } } }');
    writeFileSync(join(folder, "stack.yaml"), text);
    const line = text.split("\n").findIndex((one) => one.includes("45s")) + 1;
    expect(run(["explain", `stack.yaml:${line}`]).stdout).toContain(waits);
  });

  test("a code: its page", () => {
    expect(run(["explain", "host-clash"])).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringMatching(/^# host-clash \(error\)\n\nTwo stacks/) as string,
    });
    expect(run(["explain", "host-clas"]).stderr).toContain("did you mean host-clash?");
    expect(Object.keys(codes)).toContain("host-clash");
    expect(run(["explain", "Host-Clash"]).stdout).toMatch(/^# host-clash /);
  });

  test("a rule, however it is typed", () => {
    const rule = run(["explain", "X4"]);
    expect(rule).toMatchObject({ status: 0, stdout: expect.stringMatching(/^X4: one layer/) as string });
    expect(run(["explain", "x4"]).stdout).toBe(rule.stdout);
  });

  test("a line: its place in stack.yaml, its default or its rule", () => {
    writeFileSync(join(folder, "stack.yaml"), STACK.replace("server: gunicorn", "server: gunicorn, workers: 3"));
    run(["generate"]);
    const conf = "build/shop/gunicorn/app.conf.py";
    const lines = readFileSync(join(folder, conf), "utf8").split("\n");
    const number = lines.findIndex((line) => line.startsWith("workers = 3")) + 1;
    expect(number).toBeGreaterThan(0);
    const { status, stdout } = run(["explain", `${conf}:${number}`]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      `${conf}:${number}: workers = 3\n  wsgi.workers, written at stack.yaml:4:36\n    wsgi: { server: gunicorn, workers: 3 }\n`,
    );
    const numbers = lines.slice(0, -1).flatMap((_line, index) => (index % 8 === 0 ? [index + 1] : []));
    const all = numbers.map((line) => run(["explain", `${conf}:${line}`]));
    expect(all.map((ran) => ran.status)).toEqual(all.map(() => 0));
    expect(all.map((ran) => ran.stdout).join("")).toMatch(
      /app\.root, \. by default: stack\.yaml does not state it\n[\s\S]*\n {2}rule T1: /,
    );
    expect(run(["explain", `${conf}:9999`])).toMatchObject({ status: 2, stderr: expect.stringContaining("has no line 9999") as string });
  });
});

test("schema and pairings are data", () => {
  expect(JSON.parse(run(["schema"]).stdout)).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#" });
  const rows = JSON.parse(run(["pairings", "--json"]).stdout) as object[];
  expect(rows).toHaveLength(37);
  expect(rows).toContainEqual({ web: "nginx", wsgi: "gunicorn", framework: "django", appLink: "wsgi", webLink: "http" });
  expect(run(["pairings"]).stdout.trim().split("\n")).toHaveLength(38);
});

test("the same bytes under another clock zone, locale, umask and folder", () => {
  const archive = (env: Record<string, string>, umask: string, out: string): Buffer => {
    const ran = spawnSync(
      "sh",
      ["-c", `umask ${umask}; exec "$@"`, "sh", process.execPath, program, "generate", "--archive", "--out", out],
      {
        cwd: folder,
        env: { PATH: process.env.PATH ?? "", ...env },
        encoding: "utf8",
      },
    );
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    return readFileSync(ran.stdout.trim());
  };
  const first = archive({ TZ: "UTC", LANG: "C" }, "022", "one/shop");
  expect(
    archive({ TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", SOURCE_DATE_EPOCH: "1" }, "077", "two/deeper/x").equals(
      first,
    ),
  ).toBe(true);
});

test("a reader that has had enough is no error", () => {
  const ran = spawnSync("bash", ["-c", '"$0" "$1" schema | head -c 10; exit "${PIPESTATUS[0]}"', process.execPath, program], {
    encoding: "utf8",
  });
  expect([ran.status, ran.stderr]).toEqual([0, ""]);
});

/**
 * bin/release for real, below a scratch folder: what is in service changes whole or not at all.
 * nginx, Python and the mount namespace are this machine's; systemd is a stand-in that writes down
 * what it is told, and fails when it should. fixtures/host/ has it booted.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { host } from "./layer.ts";
import { scratch, writeArtifact, writeFolder } from "./release.sample.ts";
import { sample } from "./sample.ts";

const STACK = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn }
app: { framework: wsgi, module: "shop:app", secrets: [KEY] }
hooks: { build: [python3 build.py], release: [python3 release.py] }
`;

const SITE = `server {
  listen 127.0.0.1:1 ssl;
  ssl_certificate /etc/letsencrypt/live/shop.example.com/fullchain.pem;
  ssl_certificate_key /etc/letsencrypt/live/shop.example.com/privkey.pem;
}
`;

const CODE = {
  "shop.py": "def app(environ, start_response):\n    pass\n",
  "build.py": "import os\nopen('/srv/shop/current/code/built', 'w').write(os.environ['KEY'])\n",
  "release.py": "open('/var/lib/shop/migrated', 'a').write('x')\n",
  ".git/HEAD": "ref: refs/heads/main\n",
  ".venv/bin/python": "",
};

let at = "";
beforeEach(() => {
  at = scratch();
  layArtifact("artifact", SITE);
  writeFolder(join(at, "code"), CODE);
  writeFolder(join(at, "root"), {
    "etc/shop/secrets.env": "# of this test\nKEY='a b$c'\n",
    "etc/nginx/nginx.conf": "events {}\nhttp { include /etc/nginx/conf.d/*.conf; }\n",
    "etc/nginx/conf.d/README": "",
    "etc/nginx/sites-available/default": "server { listen 127.0.0.1:1 default_server; }\n",
    "etc/nginx/sites-enabled/README": "",
    "var/lib/nginx/README": "",
    "var/log/nginx/README": "",
  });
  chmodSync(join(at, "root/etc/shop/secrets.env"), 0o640);
  symlinkSync("/etc/nginx/sites-available/default", join(at, DEFAULT_SITE));
});

// A container may have none, and then everything here fails in odd ways.
beforeAll(() => {
  const flags = [
    "--mount",
    "--propagation",
    "private",
    "--pid",
    "--fork",
    "--mount-proc",
    ...(process.getuid?.() === 0 ? [] : ["--map-root-user"]),
  ];
  const { status, stderr } = spawnSync("unshare", [...flags, "true"], { encoding: "utf8" });
  if (status !== 0)
    throw new Error(
      `this machine gives no mount and process namespaces, which bin/release needs (a chroot, a plain container?): ${stderr}`,
    );
});

const DEFAULT_SITE = "root/etc/nginx/sites-enabled/default";
const isThere = (path: string): boolean => lstatSync(join(at, path), { throwIfNoEntry: false }) !== undefined;
afterEach(() => rmSync(at, { recursive: true }));

function layArtifact(folder: string, site: string, stack = STACK, more: Readonly<Record<string, string>> = {}): void {
  const { plan, files } = sample(host, stack);
  const others = {
    "app/app/stackc_app.py": "from shop import app as application\n",
    "web/nginx/site.conf": site,
    "web/nginx/default-server.conf": "",
    ...more,
  };
  writeArtifact(join(at, folder), plan, files.values(), others);
}

type Said = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function release(args: readonly string[], { artifact = "artifact", path = process.env.PATH ?? "" } = {}): Said {
  const env = { ...process.env, STACKC_ROOT: join(at, "root"), PATH: path };
  const { status, stdout, stderr } = spawnSync(join(at, artifact, "bin/release"), args, { env, encoding: "utf8" });
  return { status, stdout, stderr };
}

const quiet = (code: string, artifact = "artifact"): Said => release(["activate", "--no-systemd", "--code", join(at, code)], { artifact });
const inService = (): string | null =>
  existsSync(join(at, "root/srv/shop/current")) ? readlinkSync(join(at, "root/srv/shop/current")) : null;
const installed = (path: string): string => readFileSync(join(at, "root", path), "utf8");

function otherCode(name: string, line: string): string {
  cpSync(join(at, "code"), join(at, name), { recursive: true });
  writeFileSync(join(at, name, "shop.py"), `${CODE["shop.py"]}${line}\n`);
  return name;
}

describe("activate", () => {
  test("builds, checks and installs a release; again, there is nothing to do", () => {
    expect(quiet("code")).toMatchObject({ status: 0, stderr: expect.stringContaining("is in service") });
    expect(installed("srv/shop/current/code/built")).toBe("a b$c");
    expect(installed("var/lib/shop/migrated")).toBe("x");
    expect(readdirSync(join(at, "root/srv/shop/current/code"))).not.toContain(".git");
    expect(readdirSync(join(at, "root/srv/shop/current/code"))).not.toContain(".venv");
    expect(readlinkSync(join(at, "root/etc/nginx/conf.d/shop.conf"))).toBe("/srv/shop/current/web/nginx/site.conf");
    expect(isThere(DEFAULT_SITE)).toBe(false);
    expect(existsSync("/srv/shop")).toBe(false);
    const before = inService();
    expect(quiet("code")).toMatchObject({ status: 0, stderr: expect.stringContaining("nothing to do") });
    expect(inService()).toBe(before);
    expect(installed("var/lib/shop/migrated")).toBe("x");
  });

  test("each app that states requirements has a virtualenv of its own, and runs in it", () => {
    const app = (name: string, more: string) =>
      `  - { name: ${name}, mount: /${name}, wsgi: { server: gunicorn }, framework: wsgi, module: "${name}:app"${more} }\n`;
    const apps = `apps:\n${app("one", ", requirements: one.txt")}${app("two", ", requirements: two.txt, python: /usr/bin/python3")}${app("three", "")}`;
    const stack = `name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\n${apps}`;
    const names = ["one", "two", "three"];
    const entries = names.map((name) => [`app/${name}/stackc_app.py`, `from ${name} import app as application\n`]);
    layArtifact("several", SITE, stack, Object.fromEntries(entries));
    const prefixes = { one: "/venv-one", two: "/venv-two", three: "/usr" };
    const modules = Object.entries(prefixes).map(([name, end]) => [
      `${name}.py`,
      `import sys\nassert sys.prefix.endswith("${end}"), sys.prefix\n${CODE["shop.py"]}`,
    ]);
    writeFolder(join(at, "code-of-several"), { ...Object.fromEntries(modules), "one.txt": "# none\n", "two.txt": "# none\n" });
    expect(quiet("code-of-several", "several")).toMatchObject({ status: 0, stderr: expect.stringContaining("is in service") });
    expect(readdirSync(join(at, "root/srv/shop/current")).filter((name) => name.startsWith("venv"))).toEqual(["venv-one", "venv-two"]);
  }, 120_000);

  test("an app that does not import stays out, also as the first", () => {
    const broken = otherCode("broken", "import nowhere");
    expect(quiet(broken)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/No module named 'nowhere'[\s\S]*nothing is in service/),
    });
    expect(inService()).toBeNull();
    expect(existsSync(join(at, "root/etc/nginx/conf.d/shop.conf"))).toBe(false);
    quiet("code");
    const before = inService();
    expect(quiet(broken)).toMatchObject({ status: 1, stderr: expect.stringContaining("stays in service") });
    expect(inService()).toBe(before);
    expect(installed("var/lib/shop/migrated")).toBe("x");
  });

  test("a configuration that nginx refuses stays out", () => {
    quiet("code");
    const before = inService();
    layArtifact("refused", `${SITE}no_such_directive;\n`);
    expect(quiet("code", "refused")).toMatchObject({ status: 1, stderr: expect.stringContaining("no_such_directive") });
    expect(inService()).toBe(before);
  });

  test("a build or release hook that fails stops it", () => {
    quiet("code");
    const before = inService();
    cpSync(join(at, "code"), join(at, "failing"), { recursive: true });
    writeFileSync(join(at, "failing/release.py"), "raise SystemExit(3)\n");
    expect(quiet("failing")).toMatchObject({ status: 1, stderr: expect.stringContaining("stays in service") });
    expect(inService()).toBe(before);
  });

  test("files that were changed, lost or replaced by links are seen", () => {
    writeFileSync(join(at, "artifact/RUNBOOK.md"), "mine\n");
    rmSync(join(at, "artifact/web/nginx/site.conf"));
    symlinkSync("/etc/passwd", join(at, "artifact/web/nginx/site.conf"));
    const said = quiet("code");
    expect(said).toMatchObject({ status: 1, stderr: expect.stringContaining("RUNBOOK.md: changed") });
    expect(said.stderr).toContain("web/nginx/site.conf: not a regular file");
    expect(inService()).toBeNull();
  });

  test("a secret without a value stops it, and no value is ever printed", () => {
    writeFileSync(join(at, "root/etc/shop/secrets.env"), "KEY=\nOTHER=hush\n");
    const said = quiet("code");
    expect(said).toMatchObject({ status: 1, stderr: expect.stringContaining("KEY has no value") });
    expect(said.stderr).not.toContain("hush");
  });

  test("a second one fails at once while the first holds the lock", () => {
    quiet("code");
    const { status, stderr } = spawnSync(
      "flock",
      [join(at, "root/srv/shop/lock"), join(at, "artifact/bin/release"), "activate", "--no-systemd", "--code", join(at, "code")],
      { env: { ...process.env, STACKC_ROOT: join(at, "root") }, encoding: "utf8" },
    );
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("locked") });
  });
});

test("a release that ends while its files are put leaves none of them, nor half of one", () => {
  // The last that is done before: no folder can be made there then, as on a full disk. Units are put before it.
  writeFileSync(join(at, "code/release.py"), `open("${join(at, "root/etc/tmpfiles.d")}", "w")`);
  expect(quiet("code")).toMatchObject({ status: 1, stderr: expect.stringContaining("nothing is in service") });
  expect(readdirSync(join(at, "root/etc/systemd/system"))).toEqual([]);
  expect(readdirSync(join(at, "root/etc/sysusers.d"))).toEqual([]);
});

test("rollback is the release before, and back again", () => {
  quiet("code");
  const first = inService();
  quiet(otherCode("newer", "# newer"));
  const second = inService();
  expect(second).not.toBe(first);
  expect(release(["rollback", "--no-systemd"]).status).toBe(0);
  expect(inService()).toBe(first);
  expect(release(["rollback", "--no-systemd"]).status).toBe(0);
  expect(inService()).toBe(second);
});

test("maintenance is a file", () => {
  quiet("code");
  expect(release(["maintenance", "on"]).status).toBe(0);
  expect(release(["status", "--no-systemd"]).stdout).toContain("maintenance is on");
  expect(release(["maintenance", "off"]).status).toBe(0);
  expect(release(["status", "--no-systemd"]).stdout).not.toContain("maintenance is on");
  expect(release(["maintenance", "perhaps"]).status).toBe(2);
});

describe("with systemd", () => {
  /** `systemctl restart UNIT` fails while the file `fail` holds a string of the unit's release. */
  const standIns = {
    systemctl: `echo "systemctl $*" >>"${"$"}LOG"
case "$*" in
  "restart shop@http.service") ! grep -q "$(cat "$STACKC_ROOT/../fail")" "$STACKC_ROOT/srv/shop/current/code/shop.py" ;;
  *MainPID*) echo 1 ;;
esac`,
    "systemd-sysusers": ":",
    "systemd-tmpfiles": `mkdir -p "$STACKC_ROOT/run/shop" "$STACKC_ROOT/var/lib/shop" "$STACKC_ROOT/var/cache/shop"`,
    journalctl: ":",
    ps: `date +%N`,
    curl: `if grep -q "$(cat "$STACKC_ROOT/../sick")" "$STACKC_ROOT/srv/shop/current/code/shop.py"; then printf 500; else printf 200; fi`,
    sleep: ":",
  };

  beforeEach(() => {
    mkdirSync(join(at, "bin"));
    for (const [name, text] of Object.entries(standIns))
      writeFileSync(join(at, "bin", name), `#!/bin/sh\nLOG='${at}/log'\n${text}\n`, { mode: 0o755 });
    writeFileSync(join(at, "fail"), "never");
    writeFileSync(join(at, "sick"), "never");
    writeFileSync(join(at, "log"), "");
  });

  const activate = (code: string): Said =>
    release(["activate", "--code", join(at, code)], { path: `${join(at, "bin")}:${process.env.PATH ?? ""}` });
  const told = (): string[] => {
    const lines = readFileSync(join(at, "log"), "utf8").trim().split("\n");
    writeFileSync(join(at, "log"), "");
    return lines.filter((line) => !/show|is-active/.test(line));
  };

  const NEW_CODE = [
    "systemctl daemon-reload",
    "systemctl enable --quiet shop.target",
    "systemctl start shop@http.socket",
    "systemctl restart shop@http.service",
  ];
  const TARGET = "systemctl start shop.target";

  test("sockets stay open, services restart, the web server is left in peace", () => {
    expect(activate("code")).toMatchObject({ status: 0 });
    expect(told()).toContain("systemctl reload nginx.service");
    expect(activate(otherCode("newer", "# newer"))).toMatchObject({ status: 0 });
    expect(told()).toEqual([...NEW_CODE, TARGET]);
  });

  test.each([
    ["its configuration", () => layArtifact("artifact", SITE.replace("127.0.0.1:1", "127.0.0.1:2"))],
    ["the certificate", () => appendFileSync(join(at, "root/etc/letsencrypt/live/shop.example.com/fullchain.pem"), "\n")],
  ])("the web server reloads after the app's when %s has changed", (_, change) => {
    activate("code");
    told();
    change();
    expect(activate(otherCode("newer", "# newer"))).toMatchObject({ status: 0 });
    expect(told()).toEqual([...NEW_CODE, "systemctl reload nginx.service", TARGET]);
  });

  test("nobody knows what the web server has read of a release that was taken back", () => {
    activate("code");
    told();
    writeFileSync(join(at, "fail"), "# newer");
    expect(activate(otherCode("newer", "# newer"))).toMatchObject({ status: 1 });
    expect(told().filter((line) => line.includes("reload "))).toEqual(["systemctl reload nginx.service"]);
  });

  test.each([
    ["fail", "shop@http.service does not start"],
    ["sick", "answers 500"],
  ])("what does not start or answer (%s) is taken back by itself", (file, words) => {
    activate("code");
    const before = inService();
    told();
    writeFileSync(join(at, file), "# newer");
    expect(activate(otherCode("newer", "# newer"))).toMatchObject({ status: 1, stderr: expect.stringContaining(words) });
    expect(inService()).toBe(before);
    expect(told().filter((line) => line.includes("restart"))).toEqual([
      "systemctl restart shop@http.service",
      "systemctl restart shop@http.service",
    ]);
  });

  test("the first release that does not answer leaves nothing behind", () => {
    writeFileSync(join(at, "sick"), "def app");
    expect(activate("code")).toMatchObject({ status: 1, stderr: expect.stringContaining("nothing is in service") });
    expect(inService()).toBeNull();
    expect(existsSync(join(at, "root/etc/nginx/conf.d/shop.conf"))).toBe(false);
    expect(isThere(DEFAULT_SITE)).toBe(true);
    expect(told()).toContain("systemctl stop shop.target shop@http.socket");
    for (const folder of ["etc/systemd/system", "etc/tmpfiles.d", "etc/sysusers.d"])
      expect(readdirSync(join(at, "root", folder))).toEqual([]);
  });
});

test("shellcheck and Python find nothing, and would", () => {
  const bin = join(at, "artifact/bin");
  const scripts = ["release", ...readdirSync(join(bin, "lib")).flatMap((name) => (name.endsWith(".sh") ? [`lib/${name}`] : []))];
  const check = (files: readonly string[]) => spawnSync("shellcheck", files, { cwd: bin, encoding: "utf8" });
  expect(check(scripts)).toMatchObject({ status: 0, stdout: "" });
  writeFileSync(join(bin, "canary.sh"), "#!/bin/sh\nrm $1\n");
  expect(check(["canary.sh"]).status).toBe(1);
  for (const name of ["ask.py", "verify.py", "secrets_file.py"]) execFileSync("python3", ["-m", "py_compile", join(bin, "lib", name)]);
});

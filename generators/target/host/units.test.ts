/** The units as systemd reads them: verified, hardened, version-aware. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan, Run } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { host } from "./layer.ts";
import { SHOP, sample } from "./sample.ts";

const RUN: Run = {
  argv: ["/usr/bin/true", "--config", "/srv/shop/current/web/web.json"],
  workingDirectory: "/srv/shop/current",
  environment: [],
  type: "notify",
  socketActivation: true,
  stopSignal: "SIGTERM",
  reloadSignal: "SIGHUP",
  pauseSignal: null,
  writable: [],
};

/** Programs of the units exist where these tests run. */
const withTrue = (plan: Plan): Plan => ({
  ...plan,
  web: { ...plan.web, run: RUN },
  apps: plan.apps.map((app) => ({ ...app, server: { ...app.server, run: { ...RUN, ...app.server.run, argv: RUN.argv } } })),
});

const EXPOSURE_MAX = 3.0;
const stacks = {
  "debian-12": SHOP.replace("/usr/local/bin/poll", "/usr/bin/true"),
  "ubuntu-22.04": `${SHOP.replace("/usr/local/bin/poll", "/usr/bin/true")}target: { kind: host, os: ubuntu-22.04 }\n`,
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stackc-units-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function writeUnits(files: Iterable<File>): string[] {
  return [...files]
    .filter(({ path }) => path.startsWith("systemd/"))
    .map(({ path, text }) => {
      const unit = join(folder, path.slice("systemd/".length));
      writeFileSync(unit, text);
      return unit;
    });
}

const exposureOf = (unit: string): number => {
  const { stdout } = spawnSync("systemd-analyze", ["security", "--offline=true", "--no-pager", unit], { encoding: "utf8" });
  return Number(/exposure level for .*?: ([0-9.]+)/.exec(stdout)?.[1]);
};

describe.each(Object.entries(stacks))("%s", (_os, text) => {
  test("systemd finds nothing to say, and no service is exposed", () => {
    const { files, faults } = sample(host, text, { kind: "host" }, withTrue);
    expect(faults).toEqual([]);
    const units = writeUnits(files.values());
    const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...units], { encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.includes(folder) || line.startsWith("shop"))).toEqual([]);
    const services = units.filter((unit) => unit.endsWith(".service"));
    expect(services.length).toBeGreaterThan(5);
    for (const service of services) expect(exposureOf(service), service).toBeLessThanOrEqual(EXPOSURE_MAX);
  });
});

test("the checkers speak up when something is wrong", () => {
  const unit = join(folder, "canary.service");
  writeFileSync(unit, "[Service]\nExecStart=/usr/bin/true\nNoSuchDirective=yes\n");
  expect(exposureOf(unit)).toBeGreaterThan(EXPOSURE_MAX);
  expect(spawnSync("systemd-analyze", ["verify", "--man=no", unit], { encoding: "utf8" }).stderr).toContain("NoSuchDirective");
});

test("a directive is left out where systemd does not know it yet", () => {
  const backOff = (os: string) =>
    sample(host, `${SHOP}target: { kind: host, os: ${os} }\n`, { kind: "host" }, withTrue)
      .files.get("systemd/shop@http.service")
      ?.text.includes("RestartSteps=");
  expect({ old: backOff("debian-12"), new: backOff("debian-13") }).toEqual({ old: false, new: true });
});

test("systemd waits longer than the server, and a value cannot leave its line", () => {
  const { files, plan } = sample(host, SHOP, { kind: "host" }, withTrue);
  const service = files.get("systemd/shop@http.service")?.text ?? "";
  const [stopS] = /(?<=TimeoutStopSec=)\d+/.exec(service) ?? [];
  expect(Number(stopS)).toBeGreaterThan(plan.apps[0]?.server.gracefulS ?? 0);
  expect(service).toContain('Environment="GREETING=50%% \\"off\\" at $HOME"\n');
  expect(service).toContain("EnvironmentFile=/etc/shop/secrets.env\n");
});

test("calendars are systemd's, and only a day without an hour is spread", () => {
  const { files } = sample(host, SHOP, { kind: "host" }, withTrue);
  const timers = [...files.values()].filter(({ path }) => path.endsWith(".timer"));
  const calendars = timers.flatMap(({ text }) => /(?<=OnCalendar=).*/.exec(text)?.[0] ?? []);
  expect(calendars).toEqual(["*-*-* 03:30:00", "daily"]);
  for (const calendar of calendars) execFileSync("systemd-analyze", ["calendar", calendar]);
  expect(timers.filter(({ text }) => text.includes("RandomizedDelaySec")).map(({ path }) => path)).toEqual(["systemd/shop-tidy.timer"]);
});

test("a web server of our own has a socket for each family and the key by LoadCredential=", () => {
  const { files } = sample(host, SHOP, { kind: "host" }, withTrue);
  expect(files.get("systemd/shop-web.socket")?.text).toContain("ListenStream=0.0.0.0:443\nListenStream=[::]:443\n");
  expect(files.get("systemd/shop-web.service")?.text).not.toContain("secrets.env");
  expect(files.get("systemd/shop-web.service")?.text).toContain(
    "LoadCredential=key.pem:/etc/letsencrypt/live/shop.example.com/privkey.pem\n",
  );
});

test("tmpfiles.d and sysusers.d are read without a word", () => {
  const { files } = sample(host, SHOP, { kind: "host" }, withTrue);
  const at = (path: string): string => {
    const file = join(folder, path.replaceAll("/", "-"));
    writeFileSync(file, files.get(path)?.text ?? "");
    return file;
  };
  const root = mkdtempSync(join(folder, "root-"));
  mkdirSync(join(root, "etc"));
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\n");
  writeFileSync(join(root, "etc/group"), "root:x:0:\nadm:x:4:\nwww-data:x:33:\n");
  execFileSync("systemd-sysusers", [`--root=${root}`, at("sysusers.d/shop.conf")], { stdio: "pipe" });
  expect(readFileSync(join(root, "etc/passwd"), "utf8")).toMatch(/^shop:.*:\/var\/lib\/shop:\/usr\/sbin\/nologin$/m);
  const made = spawnSync("systemd-tmpfiles", [`--root=${root}`, "--create", at("tmpfiles.d/shop.conf")], { encoding: "utf8" });
  expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
  const mode = (path: string): string => (statSync(join(root, path)).mode & 0o7777).toString(8);
  expect(["run/shop", "var/lib/shop", "var/lib/shop/media", "var/lib/shop/acme", "etc/shop"].map(mode)).toEqual([
    "1771",
    "1771",
    "2750",
    "755",
    "750",
  ]);
});

const ELSEWHERE = `${SHOP.replace("media: { /media/: media }", "media: { /media/: media, /files/: /mnt/files, /more/: /mnt/files/ }").replace("SECRET_KEY, ", "")}`;

test("a media folder elsewhere is the app's to write, in each of its services, and made before them", () => {
  const { files, faults } = sample(host, ELSEWHERE, { kind: "host" }, withTrue);
  expect(faults).toEqual([]);
  const writable = (unit: string): string | undefined =>
    /(?<=ReadWritePaths=).*/.exec(files.get(`systemd/${unit}.service`)?.text ?? "")?.[0];
  const own = "/run/shop /var/lib/shop /var/cache/shop";
  for (const unit of ["shop@http", "shop-worker@", "shop-beat", "shop-daily-mail"]) expect(writable(unit), unit).toBe(`${own} /mnt/files`);
  expect(writable("shop-web"), "what the app writes is not the web server's to write").toBe(own);
  expect(files.get("systemd/shop@http.service")?.text).toContain("RequiresMountsFor=/mnt/files\n");
  expect(files.get("tmpfiles.d/shop.conf")?.text.match(/^d \/mnt.*/gm)).toEqual(["d /mnt/files 2750 shop www-data -"]);
  expect(files.get("RUNBOOK.md")?.text).toContain("| `/mnt/files` |");
});

test("what a service of Python starts may make machine code, and all share one /tmp", () => {
  const { files } = sample(host, SHOP, { kind: "host" }, withTrue);
  const services = [...files]
    .filter(([path]) => path.endsWith(".service"))
    .map(([path, { text }]) => [path.slice("systemd/".length), text] as const);
  for (const [unit, text] of services) expect(text, unit).not.toContain("MemoryDenyWriteExecute=yes");
  const sharing = services.filter(([unit]) => unit !== "shop-web.service");
  for (const [unit, text] of sharing) {
    const joined = /(?<=JoinsNamespaceOf=).*/.exec(text)?.[0].split(" ") ?? [];
    expect(joined, unit).toEqual(
      expect.arrayContaining(["shop@http.service", "shop-worker@1.service", "shop-beat.service", "shop-tidy.service"]),
    );
  }
  expect(services.find(([unit]) => unit === "shop-web.service")?.[1]).not.toContain("JoinsNamespaceOf=");
});

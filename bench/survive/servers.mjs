/**
 * The servers in the comparison, each as its own manual would have it run in production: two
 * workers, a master, graceful reloads, recycling. One row each; what a server has no word for is null.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildGateway } from "../../scripts/bundle-gateway.mjs";
import { daemonsOf } from "./apache.mjs";
import { descendants } from "./process.mjs";

/** A machine that has the checkout need not have git. */
function commit() {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: import.meta.dirname, encoding: "utf8" });
  return status === 0 ? stdout.trim() : "of this checkout";
}

/** The programs of PyPI's newest versions, in an environment that the first call makes. */
function newest() {
  const folder = fileURLToPath(new URL("../../", import.meta.url));
  return `${execFileSync("scripts/virtualenv", ["fixtures/newest/requirements.txt"], { cwd: folder, encoding: "utf8" }).trim()}/bin`;
}

/** `program` is asked when it is needed: an environment takes minutes to make. */
function gunicorn(program) {
  return {
    way: "http",
    version: () =>
      execFileSync(program(), ["--version"], { encoding: "utf8" })
        .replace(/[()]|version/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    command: async (folder, socket, { maxRequests, requestS, gracefulS }) => [
      program(),
      ...["--chdir", folder, "--bind", `unix:${socket}`, "--workers", "2", "--timeout", String(requestS ?? 30)],
      ...["--graceful-timeout", String(gracefulS ?? 30), "--max-requests", String(maxRequests ?? 0)],
      ...["--max-requests-jitter", String(Math.floor((maxRequests ?? 0) / 10)), "app:app"],
    ],
    signals: { reload: "SIGHUP", more: "SIGTTIN", fewer: "SIGTTOU", stop: "SIGTERM" },
    workers: descendants,
  };
}

function uwsgi(program, plugins) {
  return {
    way: "uwsgi",
    version: () => `uWSGI ${execFileSync(program(), ["--version"], { encoding: "utf8" }).trim()}`,
    command: async (folder, socket, { maxRequests, requestS, memoryBytes, gracefulS }) => [
      ...[program(), ...plugins, "--chdir", folder, "--module", "app:app", "--master", "--processes", "2", "--need-app", "--vacuum"],
      ...(socket === null ? [] : ["--socket", socket, "--chmod-socket=666"]),
      // Without it SIGTERM means "reload", with --die-on-term it drops what is under way.
      ...["--hook-master-start", "unix_signal:15 gracefully_kill_them_all", "--worker-reload-mercy", String(gracefulS ?? 30)],
      ...(maxRequests ? ["--max-requests", String(maxRequests)] : []),
      ...(requestS ? ["--harakiri", String(requestS)] : []),
      ...(memoryBytes ? ["--reload-on-rss", String(memoryBytes >> 20), "--memory-report", "--min-worker-lifetime", "1"] : []),
    ],
    signals: { reload: "SIGHUP", stop: "SIGTERM", more: null, fewer: null },
    workers: descendants,
  };
}

/** `limits`: { maxRequests, requestS, memoryBytes, gracefulS }, each null when it is not the matter. */
export const SERVERS = {
  gateway: {
    way: "fastcgi",
    version: () => `stackc ${commit()}`,
    command: async (folder, socket, limits) => {
      await buildGateway(`${folder}/gateway.mjs`);
      symlinkSync(fileURLToPath(new URL("../../runtime/python", import.meta.url)), `${folder}/python`);
      writeFileSync(`${folder}/gateway.json`, JSON.stringify(gatewaySettings(folder, socket, limits)));
      return [process.execPath, `${folder}/gateway.mjs`, "serve", `${folder}/gateway.json`];
    },
    signals: { reload: "SIGHUP", more: "SIGTTIN", fewer: "SIGTTOU", stop: "SIGTERM" },
    // Below the supervisor: keeper, generations, workers.
    workers: (master) =>
      descendants(master).flatMap((keeper, at) => (at === 0 ? descendants(keeper).flatMap((one) => descendants(one)) : [])),
  },
  gunicorn: gunicorn(() => "gunicorn"),
  "gunicorn-newest": gunicorn(() => `${newest()}/gunicorn`),
  uwsgi: uwsgi(() => "uwsgi", ["--plugins", "python3"]),
  "uwsgi-newest": uwsgi(() => `${newest()}/uwsgi`, []),
  mod_wsgi: {
    // Apache alone: it is the web server, too.
    way: null,
    version: () => {
      const [, found = "?"] =
        /^Version: (\S+?)(-|$)/m.exec(execFileSync("dpkg", ["-s", "libapache2-mod-wsgi-py3"], { encoding: "utf8" })) ?? [];
      return `mod_wsgi ${found}`;
    },
    command: async () => [],
    // Debian's unit stops Apache gracefully, by SIGWINCH; TERM is its quick stop.
    signals: { reload: "SIGUSR1", stop: "SIGWINCH", more: null, fewer: null },
    workers: (master) => daemonsOf(master, (pid) => readFileSync(`/proc/${pid}/cmdline`, "latin1")),
  },
};

function gatewaySettings(folder, socket, { maxRequests = null, requestS = null, memoryBytes = null, gracefulS = null }) {
  const app = { link: "wsgi", module: "app", attribute: "app", mount: "", python: "/usr/bin/python3", folder, path: [folder] };
  return {
    version: 1,
    name: "bench",
    listen: { socket: socket ?? `${folder}/unused.sock`, mode: "0666", backlog: 512 },
    protocols: ["fastcgi"],
    app: { ...app, environment: [], secrets: [], secretsFile: null, health: null },
    workers: {
      ...{ min: 1, max: 4, start: 2, bytesEach: 1, threads: 1, threadsMax: 1, preload: true },
      ...{ maxRequests, maxRequestsJitter: Math.floor((maxRequests ?? 0) / 10), maxMemoryBytes: memoryBytes },
    },
    times: {
      ...{ startS: 20, requestS: requestS ?? 30, streamS: null, streamPaths: [], byPath: [], gracefulS: gracefulS ?? 30 },
      ...{ keepaliveS: 8, bodyTimeS: 30, sendTimeS: 30 },
    },
    limits: { bodyBytes: 1 << 20, headersBytes: 65_536, headerCount: 200, requestLineBytes: 8192 },
    admin: { socket: `${folder}/admin.sock`, mode: "0600" },
    scoreboard: `${folder}/scoreboard`,
    log: { level: "info", requestId: true },
  };
}

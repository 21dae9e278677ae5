/**
 * One site, running: the artifact that stackc makes for this machine, started by its own `bin/local` as an
 * ordinary user. Changed in it is what a laptop's settings hold back: how many connections the web server takes.
 */
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { appYaml, ENTRIES, writeApps } from "./apps.mjs";
import { ALONE, SERVERS } from "./matrix.mjs";
import { tree } from "./processes.mjs";

const isRoot = process.getuid?.() === 0;
/** nobody, nogroup */
const ordinary = isRoot ? { uid: 65534, gid: 65534 } : {};

/** The distributions' own figures (Debian's nginx.conf with room for 256 clients twice over, mpm_event.conf). */
const ROOM = [
  [/worker_connections \d+;/, "worker_connections 4096;"],
  [/ServerLimit 2\n/, "ServerLimit 16\n"],
  [/MaxSpareThreads 25\nMaxRequestWorkers 50\n/, "MaxSpareThreads 75\nMaxRequestWorkers 400\n"],
];

/** `bench`: { program, folder, venv }. -> { url, web: pids, app: pids, stop } */
export async function startSite(bench, { front, server, app, packages, workers }) {
  const port = await freePort();
  const folder = join(bench.folder, `${front}-${server}-${app}-${packages}-${port}`.replaceAll(/[^\w-]/g, "_"));
  const code = join(folder, "code");
  writeApps(code);
  if (packages === "PyPI") symlinkSync(bench.venv, join(code, ".venv"));
  const plan = front === "alone" ? ALONE[server] : SERVERS[server];
  const words = { W: String(workers), PORT: String(port), APP: ENTRIES[app], SOCKET: join(folder, "run/bench/app.http.sock") };
  if (plan.wsgi === undefined) return startAlone(bench, plan, words, { code, port });
  const release = generate(bench, { front: plan.web ?? front, wsgi: plan.wsgi.replace("W", words.W), app, packages, folder, code, port });
  if (plan.kept && front === "nginx") keepConnections(release);
  if (plan.run !== undefined) replaceServer(release, bench.venv, plan, words);
  own(folder);
  return boot(release, folder, port);
}

function generate({ program }, { front, wsgi, app, packages, folder, code, port }) {
  const yaml = `name: bench
domains: [bench.example.com]
web: { server: ${front}, tls: false }
wsgi: ${wsgi}
app: ${appYaml(app, packages)}
`;
  writeFileSync(join(code, "stack.yaml"), yaml);
  const args = [program, "generate", "stack.yaml", `--local=${folder}`, `--http-port=${port}`];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: code, encoding: "utf8" });
  if (status !== 0) throw new Error(`stackc generate ended with ${status}: ${stderr}\n${yaml}`);
  const release = join(folder, "release");
  for (const name of ["local/nginx.conf", "local/apache2.conf"]) {
    const path = join(release, name);
    if (existsSync(path))
      writeFileSync(
        path,
        ROOM.reduce((text, [from, to]) => text.replace(from, to), readFileSync(path, "utf8")),
      );
  }
  return release;
}

/** nginx, on the way to a server by HTTP. */
const KEPT = {
  "http.conf": [[/(upstream \S+ \{\n {4}server \S+;\n)/, "$1    keepalive 32;\n"]],
  "site.conf": [
    [/proxy_set_header Connection close;/g, 'proxy_set_header Connection "";'],
    [/proxy_next_upstream off;/g, "proxy_next_upstream error;"],
  ],
};

function keepConnections(release) {
  for (const [name, changes] of Object.entries(KEPT)) {
    const path = join(release, "web/nginx", name);
    const text = readFileSync(path, "utf8");
    for (const [from] of changes) if (text.match(from) === null) throw new Error(`${path}: nothing like ${from}`);
    writeFileSync(
      path,
      changes.reduce((changed, [from, to]) => changed.replace(from, to), text),
    );
  }
}

/** The line that starts stackc's own choice starts this one. */
function replaceServer(release, venv, plan, words) {
  const path = join(release, "bin/local");
  const text = readFileSync(path, "utf8");
  const command = `${commandOf(venv, plan, words).join(" ")}\n`;
  const changed = text.replace(/ {2}\S*python -m gunicorn --config .*\n/, `  ${command}`);
  if (changed === text) throw new Error(`${path}: no line that starts the server`);
  writeFileSync(path, changed);
}

/**
 * As systemd starts services: each in a session of its own. Linux shares the processor among sessions (sched(7),
 * "autogroup"), so a server that shared one with wrk and Apache would be measured by other rules than one that does not.
 */
function ownSessions(release) {
  const path = join(release, "bin/local");
  writeFileSync(path, readFileSync(path, "utf8").replace('exec "$@"', 'exec setsid "$@"'));
}

function commandOf(venv, { run, target }, words) {
  const [program, ...args] = [...run, target].map((word) => word.replace(/^(W|APP|SOCKET)$|PORT/g, (name) => words[name]));
  return [join(venv, "bin", program), ...args];
}

function boot(release, folder, port) {
  ownSessions(release);
  const child = spawn("/bin/sh", [join(release, "bin/local")], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
    ...ordinary,
  });
  const parts = join(folder, "run/bench/parts");
  const pidOf = (name) => (existsSync(join(parts, name)) ? Number(readFileSync(join(parts, name), "utf8")) : null);
  const treeOf = (name) => (pidOf(name) === null ? [] : tree(pidOf(name)));
  const of = { url: `http://127.0.0.1:${port}`, web: () => treeOf("web"), app: () => treeOf("bench"), stop: () => stop(child) };
  return running(child, of, (stdout) => stdout.includes(`http://localhost:${port}/`));
}

function startAlone({ venv }, plan, words, { code, port }) {
  const [program, ...args] = commandOf(venv, plan, words);
  own(code);
  const child = spawn(program, args, {
    cwd: code,
    env: { PATH: process.env.PATH, HOME: code, PYTHONPATH: code },
    stdio: ["ignore", "pipe", "pipe"],
    ...ordinary,
  });
  const of = { url: `http://127.0.0.1:${port}`, web: () => [], app: () => tree(child.pid), stop: () => stop(child) };
  return running(child, of, () => false);
}

/** Resolves when it answers; a child that says so itself is asked only then. */
function running(child, site, isSaid) {
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ["", ""];
    const timer = setInterval(async () => {
      if (!isSaid(stdout) && !(await answers(site.url))) return;
      clearInterval(timer);
      child.off("exit", ended);
      resolve(site);
    }, 100);
    const ended = (code) => {
      clearInterval(timer);
      reject(new Error(`it ended with ${code}:\n${stderr}${stdout}`));
    };
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr = (stderr + text).slice(-20_000)));
    child.once("exit", ended);
    child.once("error", reject);
  });
}

async function answers(url) {
  try {
    const answer = await fetch(`${url}/hello`);
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });
}

function own(path) {
  if (!isRoot) return;
  const about = lstatSync(path);
  if (about.isSymbolicLink()) return;
  chownSync(path, ordinary.uid, ordinary.gid);
  if (about.isDirectory()) for (const name of readdirSync(path)) own(join(path, name));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** One server under test with nginx before it, in a folder of its own. Owns both. */
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { startApache } from "./apache.mjs";
import { ask, get } from "./client.mjs";
import { startNginx } from "./front.mjs";
import { descendants, isAlive, signal, start, until } from "./process.mjs";
import { SERVERS } from "./servers.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export function makeFolder() {
  const folder = mkdtempSync(`${tmpdir()}/stackc-survive-`);
  // Apache's processes are another user's.
  chmodSync(folder, 0o755);
  copyFileSync(here("app.py"), `${folder}/app.py`);
  return folder;
}

async function alone(folder, limits) {
  const { child, words, web } = await startApache(folder, limits);
  return { child, words, master: () => child.pid, nginx: null, web };
}

async function behind(name, folder, limits, held) {
  const { command, way } = SERVERS[name];
  const socket = `${folder}/app.sock`;
  const own = await command(folder, held && name.startsWith("uwsgi") ? null : socket, limits);
  const words = held ? ["/usr/bin/python3", here("hold.py"), socket, ...own] : own;
  const child = start(words, { log: `${folder}/server.log`, cwd: folder, stdout: held ? "pipe" : "log" });
  let master = child.pid;
  child.stdout?.on("data", (data) => {
    master = Number(data.toString().trim().split("\n").at(-1)) || master;
  });
  const nginx = await startNginx(folder, way, socket);
  return { child, words, master: () => master, nginx, web: `${folder}/web.sock` };
}

/** `held`: the socket is a service manager's, which starts the server again whenever it ends. */
export async function startSite(name, limits = {}, held = false) {
  const server = SERVERS[name];
  const folder = makeFolder();
  const log = `${folder}/server.log`;
  const { child, words, master, nginx, web } = server.way === null ? await alone(folder, limits) : await behind(name, folder, limits, held);
  const site = {
    folder,
    web,
    child,
    command: words,
    master,
    log: () => readFileSync(log, "utf8"),
    workers: () => server.workers(master()),
    get: (path, timeoutMs) => ask(web, get(path), null, timeoutMs),
    serves: () => until(async () => (await ask(web, get("/"), null, 2000)).status === 200, 10_000),
    /** The app's code, good or broken. */
    write: (broken) => (broken ? writeFileSync(`${folder}/app.py`, "def app(:\n") : copyFileSync(here("app.py"), `${folder}/app.py`)),
    end: async () => {
      const left = [...descendants(child.pid), ...(isAlive(master()) ? [master()] : [])];
      signal(child.pid, held ? "SIGTERM" : "SIGKILL");
      for (const pid of left) signal(pid, "SIGKILL");
      if (nginx !== null) signal(nginx.pid, "SIGTERM");
      await Promise.all([child.ended, nginx?.ended]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  // Both workers: one that comes late would pass for a new one.
  if (!(await site.serves()) || !(await until(() => site.workers().length === 2, 5000))) {
    const text = site.log();
    await site.end();
    throw new Error(`${name} did not start:\n${text.slice(-2000)}`);
  }
  return site;
}

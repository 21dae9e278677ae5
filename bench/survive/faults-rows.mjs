/** One fault a row: injected into a running site, and what became of it in a few words. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { descendants, isAlive, pause, signal, start, until } from "./process.mjs";
import { SERVERS } from "./servers.mjs";
import { makeFolder, startSite } from "./site.mjs";

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const status = ({ status: found }) => (found === 0 ? "no answer" : String(found));

/** Keys are faults, in the order of the table. `run` gets a site of its own, made with `limits`. */
export const FAULTS = {
  killed: {
    title: "a worker is killed in a request",
    run: async (site) => {
      const hit = await site.get("/die");
      const next = await until(async () => (await site.get("/", 1000)).status === 200, 5000);
      return `${status(hit)} after ${seconds(hit.ms)}, ${next ? "serves on" : "serves no more"}`;
    },
  },
  all: {
    title: "all workers are killed at once",
    run: async (site) => {
      for (const pid of site.workers()) signal(pid, "SIGKILL");
      const began = performance.now();
      const first = await site.get("/");
      const next = await until(async () => (await site.get("/", 1000)).status === 200, 5000);
      return `next request ${status(first)}, ${next ? `good again after ${seconds(performance.now() - began)}` : "serves no more"}`;
    },
  },
  late: {
    title: "a request hangs, its limit is 2 s",
    limits: { requestS: 2 },
    run: async (site) => {
      const hit = await site.get("/hang");
      await pause(300);
      const stack = /time\.sleep|line \d+,? in app|app\.py/.test(site.log());
      return `${status(hit)} after ${seconds(hit.ms)}, ${stack ? "its Python stack in the log" : "no stack in the log"}`;
    },
  },
  broken: {
    title: "reload with code that does not import",
    run: async (site, { reload }) => {
      // uWSGI, told so in its first moments, forgets a worker and waits half a minute for it.
      await pause(2000);
      site.write(true);
      signal(site.master(), reload);
      // Some take seconds to find out.
      const isDown = async () => (await site.get("/", 1000)).status !== 200;
      await until(isDown, 10_000);
      const after = await site.get("/");
      site.write(false);
      signal(site.master(), reload);
      const again = await until(async () => (await site.get("/", 1000)).status === 200, 6000);
      const later = again ? "the next good reload works" : "a start by hand is needed";
      return after.status === 200 ? `the old code serves on, ${later}` : `down (${status(after)}), ${later}`;
    },
  },
  memory: {
    title: "a worker grows past 150 MB",
    limits: { memoryBytes: 150 << 20 },
    run: async (site) => {
      const before = new Set(site.workers());
      let lost = 0;
      for (let turn = 0; turn < 8; turn++) {
        if ((await site.get("/leak")).status !== 200) lost += 1;
        // uWSGI lets a young worker be.
        await pause(500);
      }
      const replaced = await until(() => site.workers().some((pid) => !before.has(pid)), 2000);
      return replaced ? `replaced, ${lost} of 8 requests lost` : `not replaced, ${lost} of 8 requests lost`;
    },
  },
  twice: {
    title: "started twice on one socket",
    run: async (site) => {
      if (typeof site.web === "number") return "-";
      const second = start(site.command, { log: `${site.folder}/second.log`, cwd: site.folder });
      const ended = await until(() => !isAlive(second.pid), 4000);
      signal(second.pid, "SIGTERM");
      await Promise.race([second.ended, pause(4000)]);
      for (const pid of [...descendants(second.pid), second.pid]) if (isAlive(pid) && pid !== site.child.pid) signal(pid, "SIGKILL");
      const after = await site.get("/");
      return `${ended ? "the second is refused" : "the second takes the socket"}, then the first ${after.status === 200 ? "serves on" : "cannot be reached"}`;
    },
  },
  orphans: {
    title: "the master is killed",
    run: async (site) => {
      const left = descendants(site.master());
      const hanging = site.get("/hang", 6000);
      await pause(200);
      signal(site.master(), "SIGKILL");
      await pause(3000);
      const alive = left.filter(isAlive);
      for (const pid of alive) signal(pid, "SIGKILL");
      await hanging;
      return alive.length === 0 ? "no process is left after 3 s" : `${alive.length} left after 3 s`;
    },
  },
  stop: {
    title: "a stop with a request under way",
    run: async (site, { stop }) => {
      const slow = site.get("/slow");
      await pause(150);
      signal(site.master(), stop);
      return status(await slow);
    },
  },
  stubborn: {
    title: "a stop with a request that never ends, 2 s of grace",
    limits: { gracefulS: 2 },
    run: async (site, { stop }) => {
      const hanging = site.get("/hang", 12_000);
      await pause(200);
      const began = performance.now();
      signal(site.master(), stop);
      const ended = await until(() => !isAlive(site.master()), 10_000);
      const took = performance.now() - began;
      return ended ? `ended after ${seconds(took)}, the client got ${status(await hanging)}` : "still there after 10 s";
    },
  },
  short: {
    title: "the app sends 10 of 100 bytes",
    run: async (site) => {
      const { whole, ms } = await site.get("/short", 3000);
      return whole ? "looks whole to the client" : ms < 2500 ? "cut: the client can tell" : "the client waits for the rest";
    },
  },
  inject: {
    title: "the app puts a line end into a header",
    run: async (site) => {
      const found = await site.get("/inject");
      return /^x-injected/im.test(found.text) ? "a forged header leaves" : status(found);
    },
  },
};

/** These need no running site. */
export const STARTS = {
  file: {
    title: "a regular file lies at the socket's path",
    run: async (name) => {
      if (SERVERS[name].way === null) return "-";
      const folder = makeFolder();
      const socket = `${folder}/app.sock`;
      writeFileSync(socket, "precious");
      const child = start(await SERVERS[name].command(folder, socket, {}), { log: `${folder}/log`, cwd: folder });
      const ended = await until(() => !isAlive(child.pid), 3000);
      for (const pid of [...descendants(child.pid), child.pid]) signal(pid, "SIGKILL");
      await child.ended;
      const kept = existsSync(socket) && statSync(socket).isFile() && readFileSync(socket, "utf8") === "precious";
      rmSync(folder, { recursive: true, force: true });
      return `${ended ? "refused" : "started over it"}, the file is ${kept ? "untouched" : "gone"}`;
    },
  },
};

export async function measure(name, fault) {
  const site = await startSite(name, fault.limits);
  try {
    return await fault.run(site, SERVERS[name].signals);
  } finally {
    await site.end();
  }
}

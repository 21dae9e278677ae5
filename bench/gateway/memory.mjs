/** Proportional memory of all processes of a server with eight workers of a Django app, each of which has answered. */
import { load } from "./load.mjs";
import { pssMb } from "./processes.mjs";
import { startSite } from "./site.mjs";

const WORKERS = 8;
const SERVERS = ["gateway", "uwsgi", "gunicorn gthread", "gunicorn preload"];

export async function measureMemory(bench, say) {
  const rows = [];
  for (const server of SERVERS) {
    const site = await startSite(bench, { front: "nginx", server, app: "django", packages: "PyPI", workers: WORKERS });
    try {
      for (const page of ["/hello", "/json"]) await load({ url: site.url + page, clients: 64, seconds: 2 });
      const pids = site.app();
      rows.push({ server, processes: pids.length, pssMb: pssMb(pids) });
      say(`memory ${server}: ${rows.at(-1).pssMb.toFixed(0)} MB in ${pids.length} processes`);
    } finally {
      await site.stop();
    }
  }
  return rows;
}

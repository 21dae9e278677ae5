/** One group: all its sites run side by side, and are asked in turn. -> a cell for each site, page and number of clients. */
import { load, median } from "./load.mjs";
import { cpuUs } from "./processes.mjs";
import { startSite } from "./site.mjs";

const WARM_UP_S = 1;

export async function measureGroup(bench, group, { rounds, seconds, pages, clients, workers }, say) {
  const sites = [];
  try {
    for (const server of group.servers) sites.push({ server, ...(await startSite(bench, { ...group, server, workers })), runs: [] });
    for (const { url } of sites) for (const page of pages) await load({ url: url + page, clients: 32, seconds: WARM_UP_S });
    for (const page of pages)
      for (const count of clients)
        for (let round = 0; round < rounds; round++)
          // Nobody is always first.
          for (const site of rotated(sites, round)) {
            const run = await measure(site, page, count, seconds);
            site.runs.push(run);
            say(
              `${group.name} ${page} ${count} ${site.server}: ${run.perS.toFixed(0)}/s p99 ${run.p99Ms.toFixed(1)} ms${run.failed > 0 ? ` FAILED ${run.failed}` : ""} ${run.errors}`,
            );
          }
  } finally {
    await Promise.all(sites.map((site) => site.stop()));
  }
  return sites.flatMap((site) => pages.flatMap((page) => clients.map((count) => cellOf(group, site, page, count))));
}

async function measure(site, page, clients, seconds) {
  const before = { app: cpuUs(site.app()), web: cpuUs(site.web()) };
  const run = await load({ url: site.url + page, clients, seconds });
  const [appUs, webUs] = [cpuUs(site.app()) - before.app, cpuUs(site.web()) - before.web];
  return { page, clients, ...run, appUs: appUs / Math.max(1, run.requests), webUs: webUs / Math.max(1, run.requests) };
}

function cellOf({ name, front, app, packages }, { server, runs }, page, clients) {
  const own = runs.filter((run) => run.page === page && run.clients === clients);
  const of = (key) => median(own.map((run) => run[key]));
  const failed = own.reduce((sum, run) => sum + run.failed, 0);
  return {
    group: name,
    front,
    app,
    packages,
    server,
    page,
    clients,
    perS: of("perS"),
    p99Ms: of("p99Ms"),
    appUs: of("appUs"),
    webUs: of("webUs"),
    failed,
  };
}

function rotated(list, by) {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

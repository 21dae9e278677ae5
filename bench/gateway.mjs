/**
 * The gateway beside its peers: through the same nginx, the same Apache, and without either, turn by turn.
 *
 *   npm run bench -- gateway [--only TEXT,...] [--rounds N] [--seconds N] [--pages /hello,/json] [--clients 32,256] [--write] [--fresh]
 *
 * `--only nginx,flask` measures the groups whose names hold every word ("nginx flask PyPI"); "memory" and "cost" are
 * groups too. `--write` puts the tables into bench/README.md and the plot beside it. Needs wrk, nginx, Apache, uWSGI and
 * mod_wsgi; the peers of PyPI are installed into .cache/bench.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildProgram } from "../scripts/build.mjs";
import { measureCost } from "./gateway/cost.mjs";
import { CLIENTS, groups, PAGES, WORKERS } from "./gateway/matrix.mjs";
import { measureMemory } from "./gateway/memory.mjs";
import { report, write } from "./gateway/report.mjs";
import { measureGroup } from "./gateway/rounds.mjs";
import { makeVenv, versions } from "./gateway/venv.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "5" },
    pages: { type: "string", default: PAGES.join(",") },
    clients: { type: "string", default: CLIENTS.join(",") },
    write: { type: "boolean", default: false },
    fresh: { type: "boolean", default: false },
  },
});
const words = values.only.split(",").filter((word) => word !== "");
const isWanted = (name) => words.every((word) => name.toLowerCase().includes(word.toLowerCase()));
const how = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  pages: values.pages.split(","),
  clients: values.clients.split(",").map(Number),
  workers: WORKERS,
};

const folder = mkdtempSync(join(tmpdir(), "stackc-bench-"));
chmodSync(folder, 0o755);
try {
  const bench = { folder, venv: makeVenv(values), program: join(folder, "dist/stackc.js") };
  await buildProgram(join(folder, "dist"));
  const results = { how, versions: versions(bench.venv), cells: [], cost: [], memory: [] };
  for (const group of groups().filter(({ name }) => isWanted(name))) results.cells.push(...(await measureGroup(bench, group, how, say)));
  if (isWanted("cost")) results.cost = await measureCost(bench, how, say);
  if (isWanted("memory")) results.memory = await measureMemory(bench, say);
  process.stdout.write(`${report(results)}\n`);
  if (values.write) write(results);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

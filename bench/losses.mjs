/**
 * What is lost when workers come and go under load, counted: GET and POST in turn through nginx, 8
 * kept clients, 2 workers. An answer other than 200 is lost, and so is a connection without one.
 *
 *   node bench/losses.mjs [--requests 100000] [--servers gateway,gunicorn,uwsgi-newest] [--rows reload,kill]
 *                         [--json FILE] [--write]      --write: the table in docs/faults.md
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { load } from "./survive/client.mjs";
import { pause, signal, until } from "./survive/process.mjs";
import { SERVERS } from "./survive/servers.mjs";
import { startSite } from "./survive/site.mjs";
import { tableText, writeBetween } from "./survive/table.mjs";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    servers: { type: "string", default: "gateway,gunicorn,gunicorn-newest,uwsgi,uwsgi-newest" },
    rows: { type: "string" },
    json: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const requests = Number(values.requests);
// So that each has its effect before the next comes.
const EVERY_MS = 1500;
// However few requests are asked for.
const TURNS = 4;

/** `does`: called again and again while the load runs. -> how often it was done, or null where the server has no word for it */
const ROWS = {
  none: { title: "nothing (for comparison)", does: async () => {} },
  reload: { title: "reload (HUP)", does: async (site, { reload }) => signal(site.master(), reload) },
  broken: {
    title: "reload with code that does not import",
    does: async (site, { reload }) => {
      site.write(true);
      signal(site.master(), reload);
    },
  },
  kill: { title: "`kill -9` of a worker", does: async (site) => signal(site.workers()[0] ?? 0, "SIGKILL") },
  recycle: { title: "`max_requests` of 500", limits: { maxRequests: 500 }, does: async () => {} },
  scale: {
    title: "one worker more, one fewer (TTIN, TTOU)",
    needs: "more",
    does: async (site, { more, fewer }, turn) => signal(site.master(), turn % 2 ? fewer : more),
  },
  restart: {
    title: "TERM and start again, the socket held as systemd holds it",
    held: true,
    does: restart,
  },
};

/** One order, and a start that serves: a second TERM before would mean "at once", and a machine that is slow to start would never serve. */
async function restart(site) {
  const old = site.master();
  signal(old, "SIGTERM");
  await until(() => site.master() !== old, 20_000);
  await site.serves();
}

async function count(name, row) {
  const { signals } = SERVERS[name];
  if (row.needs !== undefined && signals[row.needs] === null) return null;
  const site = await startSite(name, row.limits, row.held);
  try {
    let turns = 0;
    let over = false;
    const { fates, done } = load(site.web, (asked) => asked < requests || turns < TURNS);
    done.then(() => {
      over = true;
    });
    for (; !over; turns++) {
      await row.does(site, signals, turns);
      await Promise.race([done, pause(EVERY_MS)]);
    }
    await done;
    return { ...fates, turns };
  } finally {
    await site.end();
  }
}

const names = values.servers.split(",");
const keys = values.rows === undefined ? Object.keys(ROWS) : values.rows.split(",");
const results = {};
for (const key of keys) {
  results[key] = {};
  for (const name of names) {
    const result = await count(name, ROWS[key]);
    results[key][name] = result;
    process.stdout.write(`${key.padEnd(9)}${name.padEnd(10)}${JSON.stringify(result)}\n`);
  }
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results));
const cell = (result, key) => {
  if (result === null) return "-";
  const lost = result.lost.toLocaleString("en");
  return ["none", "recycle"].includes(key) ? lost : `${lost} (${result.turns} times)`;
};
const rows = keys.map((key) => [ROWS[key].title, ...names.map((name) => cell(results[key][name], key))]);
const text = tableText(["while this happens", ...names.map((name) => SERVERS[name].version())], rows);
process.stdout.write(`\nlost of ${requests.toLocaleString("en")} requests\n\n${text}`);
if (values.write)
  writeBetween(
    "losses",
    `Lost of ${requests.toLocaleString("en")} requests, and how often it was done to the server meanwhile:\n\n${text}`,
  );

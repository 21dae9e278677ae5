/**
 * What each server does about each fault: injected for real, nginx in front, 2 workers.
 *
 *   node bench/faults.mjs [--servers gateway,gunicorn,uwsgi,mod_wsgi] [--faults killed,late] [--write]
 */
import { parseArgs } from "node:util";
import { FAULTS, measure, STARTS } from "./survive/faults-rows.mjs";
import { SERVERS } from "./survive/servers.mjs";
import { tableText, writeBetween } from "./survive/table.mjs";

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: Object.keys(SERVERS).join(",") },
    faults: { type: "string", default: Object.keys({ ...FAULTS, ...STARTS }).join(",") },
    write: { type: "boolean", default: false },
  },
});
const names = values.servers.split(",");
const rows = [];
for (const key of values.faults.split(",")) {
  const row = [(FAULTS[key] ?? STARTS[key]).title];
  for (const name of names) row.push(key in STARTS ? await STARTS[key].run(name) : await measure(name, FAULTS[key]));
  process.stdout.write(`${row.join(" | ")}\n`);
  rows.push(row);
}
const text = tableText(["fault", ...names.map((name) => SERVERS[name].version())], rows);
process.stdout.write(`\n${text}`);
if (values.write) writeBetween("peers", text);

/** Ranges of a calendar time run forward: systemd refuses `20..4` and `Fri..Mon`, and the timer would never start. */
import type { Diagnostic } from "./diagnostic.ts";
import { report } from "./report.ts";
import { showValue } from "./show.ts";
import { isMap, type Tree, valueAt } from "./source.ts";

export function checkCalendars(tree: Tree): Diagnostic[] {
  const schedule = valueAt(tree.data, ["schedule"]);
  if (!isMap(schedule)) return [];
  return Object.keys(schedule).flatMap((name) => checkJob(tree, name));
}

function checkJob(tree: Tree, name: string): Diagnostic[] {
  const path = ["schedule", name, "at"];
  const at = valueAt(tree.data, path);
  if (typeof at !== "string") return [];
  const backward = [...at.matchAll(/(\w+)\.\.(\w+)/g)].find(([, from, to]) => rank(from) > rank(to));
  if (backward === undefined) return [];
  const help = `${backward[0]} runs backward: write two jobs, or a list`;
  return [report("bad-calendar", "schema", tree.locate(path), `${showValue(at)} is not a calendar time`, { help })];
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function rank(end = ""): number {
  return DAYS.includes(end) ? DAYS.indexOf(end) : Number(end);
}

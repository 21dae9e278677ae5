/** Environment variables are text: a number that would not come out as it was written needs quotes. */
import type { Diagnostic } from "./diagnostic.ts";
import type { Path } from "./path.ts";
import { report } from "./report.ts";
import { isList, isMap, type Tree, valueAt } from "./source.ts";

export function checkEnvNumbers(tree: Tree): Diagnostic[] {
  return envPaths(tree).flatMap((path) => checkEnv(tree, path));
}

/** Where `env` can stand: in the app, in each of the apps, processes and jobs. */
function envPaths(tree: Tree): Path[] {
  const apps = valueAt(tree.data, ["apps"]);
  const inApps = isList(apps) ? apps.map((_, i) => ["apps", i, "env"]) : [];
  const named = ["processes", "schedule"].flatMap((key) => {
    const entries = valueAt(tree.data, [key]);
    return isMap(entries) ? Object.keys(entries).map((name) => [key, name, "env"]) : [];
  });
  return [["app", "env"], ...inApps, ...named];
}

function checkEnv(tree: Tree, path: Path): Diagnostic[] {
  const env = valueAt(tree.data, path);
  if (!isMap(env)) return [];
  return Object.entries(env).flatMap(([name, value]) => (typeof value === "number" ? checkNumber(tree, [...path, name], value) : []));
}

function checkNumber(tree: Tree, path: Path, value: number): Diagnostic[] {
  const span = tree.locate(path);
  const written = tree.source.text.slice(span.start.offset, span.end.offset);
  if (!/^[-+.\deE]+$/.test(written) || written === String(value)) return [];
  const message = `${written} without quotes is the number ${value}`;
  return [report("env-number", "schema", span, message, { help: `put it in quotes: "${written}"` })];
}

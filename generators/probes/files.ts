/** Files come from the web server, and nothing but those files (RULES F1, F4). */
import type { Location, Plan, Serve } from "../plan/plan.ts";
import type { RuleId } from "../rules.ts";
import { cacheControl, UPLOAD_POLICY } from "../web/static-files.ts";
import type { Ask, Probe, Want } from "./probe.ts";
import { entryOf, NOWHERE, withLogin } from "./rows.ts";
import type { Few } from "./table.ts";

/** What a scratch site lays into each folder, and beside it, where nothing may be read. */
export const PROBE_FILES = {
  shown: "stackc-probe.html",
  hidden: ".stackc-probe",
  folder: ".stackc-probe.d/config",
  beside: "stackc-beside.txt",
  text: "a file of stackc verify\n",
  secret: "stackc-verify-secret\n",
} as const;

const SECRET = PROBE_FILES.secret.trim();

export function fileProbes({ locations, web }: Plan, few: Few): Probe[] {
  const rows = (kind: Serve["kind"]) => locations.filter(({ serve, access }) => serve.kind === kind && entryOf(access) !== "closed");
  return [
    ...few(rows("static"), 3).flatMap((row) => [...shown(row, web), ...nothingElse(row)]),
    ...few(rows("media"), 3).flatMap((row) => [...shown(row, web), ...nothingElse(row)]),
    ...few(rows("protected"), 3).flatMap(unshown),
  ];
}

function shown(row: Location, web: Plan["web"]): Probe[] {
  if (row.serve.kind !== "static" && row.serve.kind !== "media") return [];
  const isMedia = row.serve.kind === "media";
  const control = cacheControl(row.serve, web);
  const headers = {
    ...(control === null ? {} : { "Cache-Control": control }),
    ...(isMedia ? { "Content-Security-Policy": UPLOAD_POLICY } : {}),
  };
  const holds = isMedia ? "an upload is shown, and is no page of ours" : "a file is served, and kept as long as it may be";
  const want: Want = { status: [200], body: PROBE_FILES.text, headers, ...(isMedia ? {} : { ours: true }) };
  return [
    make(row, "file", isMedia ? "uploads" : "F4", holds, "local", { target: row.path + PROBE_FILES.shown }, want),
    make(
      row,
      "file-post",
      "F1",
      "it cannot be posted to",
      "local",
      { method: "POST", target: row.path + PROBE_FILES.shown, body: "a" },
      { status: [405] },
    ),
  ];
}

function nothingElse(row: Location): Probe[] {
  const folder = row.path.replace(/\/$/, "");
  const lost = (id: string, holds: string, target: string, status: readonly number[] | null, where: Probe["where"] = "anywhere") =>
    make(row, id, "F1", holds, where, { target }, { ...(status === null ? {} : { status }), lacks: SECRET });
  return [
    lost("no-file", "what is not there is not found", `${folder}/${NOWHERE}`, [404]),
    lost("hidden-file", "a hidden file is not served", `${folder}/${PROBE_FILES.hidden}`, [404]),
    lost("hidden-folder", "nor one in a hidden folder", `${folder}/${PROBE_FILES.folder}`, [404]),
    lost("no-listing", "a folder is not listed", `${folder}/`, [404]),
    lost("traversal", "no path leads out of the folder", `${folder}/../${PROBE_FILES.beside}`, [400]),
    lost("traversal-encoded", "nor an encoded one", `${folder}/%2e%2e/${PROBE_FILES.beside}`, [400]),
    lost("traversal-no-slash", "nor one without a slash", `${folder}../${PROBE_FILES.beside}`, null, "local"),
  ];
}

function unshown(row: Location): Probe[] {
  const target = row.path + PROBE_FILES.shown;
  return [
    make(
      row,
      "protected",
      "F1",
      "only the app hands out what is protected",
      "anywhere",
      { target },
      { status: [404], lacks: PROBE_FILES.text.trim() },
    ),
  ];
}

type Where = Probe["where"];

function make({ path, at, access }: Location, id: string, rule: RuleId, holds: string, where: Where, ask: Ask, want: Want): Probe {
  const isGuarded = entryOf(access) === "login";
  return {
    id: `${id} ${path}`,
    rule,
    at,
    holds: `${path}: ${holds}`,
    where: isGuarded ? "local" : where,
    action: { kind: "ask", ask: withLogin(access, ask), want },
  };
}

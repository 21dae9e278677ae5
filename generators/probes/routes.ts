/** Paths with a rule of their own: streams, websockets, rates, the closed site. */
import { below } from "../../schema/path.ts";
import type { Location, Plan, Rate } from "../plan/plan.ts";
import { isInside } from "./cidr.ts";
import type { Probe } from "./probe.ts";
import { appRow, askOf, entryOf, PROBER, pathIn } from "./rows.ts";
import type { Few } from "./table.ts";

export function routeProbes(plan: Plan, few: Few): Probe[] {
  const open = plan.locations.filter(({ access }) => entryOf(access) === "open");
  const isApp = (key: "stream" | "websocket") => (row: Location) => row.serve.kind === "app" && row.serve[key];
  return [
    ...few(open.filter(isApp("stream")), 3).map(stream),
    ...few(open.filter(isApp("websocket")), 3).map(websocket),
    ...few(onePerRate(open), 3).flatMap((row) => (row.rate === null ? [] : flood(row, row.rate))),
    ...maintenance(plan),
  ];
}

function stream(row: Location): Probe {
  return {
    id: `stream ${row.path}`,
    rule: "S7",
    at: below(row.at, "stream"),
    holds: `${row.path}: the first bytes arrive before the last are made`,
    where: "local",
    action: { kind: "stream", target: pathIn(row) },
  };
}

function websocket(row: Location): Probe {
  return {
    id: `websocket ${row.path}`,
    rule: "S8",
    at: below(row.at, "websocket"),
    holds: `${row.path}: a websocket opens, answers and closes`,
    where: "local",
    action: { kind: "websocket", target: pathIn(row) },
  };
}

/** More than this at once says nothing that fewer would not. */
const FLOOD_MAX = 300;

function flood(row: Location, { burst, count, at }: Rate): Probe[] {
  const times = burst + count + 5;
  if (times > FLOOD_MAX || row.serve.kind !== "app") return [];
  const action = { kind: "flood", target: pathIn(row), times, status: 429 } as const;
  return [{ id: `rate ${row.path}`, rule: "rate", at, holds: `${row.path}: too many requests are refused`, where: "local", action }];
}

function onePerRate(rows: readonly Location[]): readonly Location[] {
  const byZone = new Map(rows.flatMap((row): [string, Location][] => (row.rate === null ? [] : [[row.rate.zone, row]])));
  return [...byZone.values()];
}

function maintenance(plan: Plan): Probe[] {
  const { maintenance } = plan.web;
  const row = appRow(plan, null);
  if (row === null || maintenance.allow.some((cidr) => isInside(PROBER, cidr))) return [];
  const make = (id: string, at: string, holds: string, action: Probe["action"]): Probe => ({
    id,
    rule: "maintenance",
    at,
    holds,
    where: "local",
    action,
  });
  const ask = askOf(row);
  const want = { status: [503], ours: true, headers: { "Retry-After": String(maintenance.retryAfterS) } } as const;
  const health = plan.apps.find((app) => app.health !== null)?.health?.path;
  return [
    make("maintenance", "web.maintenance.retry_after", "while the switch is there, visitors are told when to come back", {
      kind: "closed",
      ask,
      want,
    }),
    ...(health === undefined
      ? []
      : [
          make("maintenance-health", "web.maintenance", "and the health check goes on", {
            kind: "closed",
            ask: { target: health },
            want: { status: [200] },
          }),
        ]),
  ];
}

/** Paths that are not for everybody: by address, by password, and however the path is written. */
import type { Access, Location, Plan } from "../plan/plan.ts";
import { forgedFields } from "./forged.ts";
import type { Ask, Probe, Want } from "./probe.ts";
import { askOf, entryOf, pathIn, USER } from "./rows.ts";
import type { Few } from "./table.ts";

type Guarded = Location & { readonly access: Access };

export function accessProbes(plan: Plan, few: Few): Probe[] {
  const rows = plan.locations.filter((row): row is Guarded => row.access !== null);
  // Many rows may lie below one rule.
  const byRule = new Map(rows.map((row) => [row.access.at, row]));
  const where = plan.trust.edge === null ? "anywhere" : "local";
  const guarded = few([...byRule.values()], 5);
  const [first] = guarded;
  return [
    ...guarded.flatMap((row) => [...guards(row), ...forgedGuest(row, plan)]),
    ...(first === undefined ? [] : [twoSlashes(first, where)]),
  ];
}

function guards(row: Guarded): Probe[] {
  const target = pathIn(row);
  const disguised = `/%${target.charCodeAt(1).toString(16)}${target.slice(2)}`;
  const entry = entryOf(row.access);
  if (entry === "open") return [];
  if (entry === "closed")
    return [
      make(row, "access", "an address that is not allowed is refused", "local", { target }, { status: [403] }),
      make(row, "access-encoded", "also by an encoded path", "local", { target: disguised }, { status: [403] }),
    ];
  const asked: Want = { status: [401], headers: { "WWW-Authenticate": { like: "^Basic realm=" } } };
  // Where an address may do instead, it may be the prober's.
  const where = row.access.satisfy === "any" || row.access.allow.length + row.access.deny.length > 0 ? "local" : "anywhere";
  return [
    make(row, "login", "a password is asked for", where, { target }, asked),
    make(row, "login-encoded", "also by an encoded path", where, { target: disguised }, asked),
    make(row, "login-wrong", "a wrong one is refused", "local", { target, headers: [["Authorization", "Basic d3Jvbmc6d3Jvbmc="]] }, asked),
    ...(row.serve.kind === "app" ? [mirror(row, askOf(row))] : []),
  ];
}

/** The address of somebody who is allowed, claimed by whoever asks. Where that is the prober itself, nobody knows. */
function forgedGuest(row: Guarded, plan: Plan): Probe[] {
  const { allow, basicAuth, at } = row.access;
  const [guest] = allow;
  if (guest === undefined || basicAuth !== null) return [];
  const [address = guest] = guest.split("/");
  return [
    {
      id: `access-forged ${row.path}`,
      rule: "X8",
      at,
      holds: `${row.path}: claiming an address that is allowed opens nothing`,
      where: entryOf(row.access) === "closed" ? "anywhere" : "public",
      action: { kind: "same", ask: { target: pathIn(row) }, forged: forgedFields(plan, plan.site.scheme, address), first: 403 },
    },
  ];
}

function mirror(row: Guarded, ask: Ask): Probe {
  return {
    id: `login-right ${row.path}`,
    rule: "access",
    at: row.access.at,
    holds: `${row.path}: the right one reaches the app, and its user's name`,
    where: "local",
    action: { kind: "mirror", ask, seen: { method: "GET", headers: { "remote-user": USER } } },
  };
}

/** `//admin` is not `/admin` to a web server, but some frameworks make it so. */
function twoSlashes(row: Guarded, where: Probe["where"]): Probe {
  return make(row, "access-slashes", "two slashes are no way around", where, { target: `/${pathIn(row)}` }, { status: [400] });
}

function make({ path, access }: Guarded, id: string, holds: string, where: Probe["where"], ask: Ask, want: Want): Probe {
  return { id: `${id} ${path}`, rule: "access", at: access.at, holds: `${path}: ${holds}`, where, action: { kind: "ask", ask, want } };
}

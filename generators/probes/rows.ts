/** Rows of the URL table as probes need them: which are open to a loopback address, and a path below each that nothing serves. */
import type { Access, Location, Plan } from "../plan/plan.ts";
import { isInside } from "./cidr.ts";
import type { Ask } from "./probe.ts";

/** Where the web server of a scratch site sees its prober. */
export const PROBER = "127.0.0.1";

/** Whom a scratch site's files of users know. */
export const USER = "stackc";

/** A name that no app serves: what answers there is the rule of the row, or the app's own 404. */
export const NOWHERE = "stackc-probe";

/** A path that the row answers for. */
export function pathIn({ path, exact }: Pick<Location, "path" | "exact">): string {
  if (exact) return path;
  return `${path.endsWith("/") ? path : `${path}/`}${NOWHERE}`;
}

type Fields = readonly (readonly [string, string])[];

export type Entry = "open" | "login" | "closed";

/** What a prober at 127.0.0.1 meets: nothing, a password or a no. */
export function entryOf(access: Access | null): Entry {
  if (access === null) return "open";
  const isIn = isAdmitted(access);
  if (access.basicAuth === null) return isIn ? "open" : "closed";
  // Without addresses, "any" is the password alone.
  if (access.satisfy === "any") return isIn && access.allow.length > 0 ? "open" : "login";
  return isIn ? "login" : "closed";
}

/** What is denied is out, and with a list of those allowed, all others too. */
function isAdmitted({ allow, deny }: Access): boolean {
  const holds = (cidr: string): boolean => isInside(PROBER, cidr);
  return !deny.some(holds) && (allow.length === 0 || allow.some(holds));
}

/** The row that requests to an app are tried on: the widest that lets its prober through. */
export function appRow({ locations }: Pick<Plan, "locations">, app: string | null): Location | null {
  const rows = locations.filter(
    ({ serve, access }) =>
      serve.kind === "app" && (app === null || serve.app === app) && !serve.stream && !serve.websocket && entryOf(access) !== "closed",
  );
  return rows.at(-1) ?? null;
}

/** A request that the row answers, with a password where it asks for one. */
export function askOf(row: Location, headers: Fields = []): Ask {
  return withLogin(row.access, { target: pathIn(row) }, headers);
}

/** The same request with a password, where one is asked for, and with these headers. */
export function withLogin(access: Access | null, ask: Ask, more: Fields = []): Ask {
  const headers: Fields = [...(entryOf(access) === "login" ? [["Authorization", "Basic {login}"] as const] : []), ...more];
  return headers.length === 0 ? ask : { ...ask, headers };
}

/** Whom the app is told has given a password: a prober's name is always the same. */
export function userOf({ access }: Location): string | null {
  return entryOf(access) === "login" ? USER : null;
}

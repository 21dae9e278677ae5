/** Names, schemes and health: what holds before any app is asked. */
import { below } from "../../schema/path.ts";
import { frameworkLayer } from "../chosen.ts";
import type { Layered } from "../layer.ts";
import type { App, Plan } from "../plan/plan.ts";
import { forgedFields } from "./forged.ts";
import type { Probe } from "./probe.ts";
import { appRow, askOf, NOWHERE, pathIn, withLogin } from "./rows.ts";
import type { Few } from "./table.ts";

const FOREIGN = "unknown.invalid";

export function siteProbes(plan: Plan, few: Few): Probe[] {
  return [
    ...answers(plan),
    ...few(
      plan.apps.filter(({ health }) => health !== null),
      5,
    ).flatMap(health),
    ...names(plan, few),
    ...schemes(plan),
  ];
}

function answers(plan: Plan): Probe[] {
  const row = appRow(plan, null);
  if (row === null) return [];
  const ask = withLogin(row.access, { target: row.path });
  const at = row.at;
  return [
    { id: "answers", rule: "verify", at, holds: "the site answers", where: "anywhere", action: { kind: "ask", ask, want: { ours: true } } },
    {
      id: "request-head",
      rule: "S9",
      at,
      holds: "an answer to HEAD has no body",
      where: "anywhere",
      action: { kind: "ask", ask: { ...ask, method: "HEAD" }, want: { body: "" } },
    },
  ];
}

function health(app: App): Probe[] {
  const target = app.health?.path ?? "/";
  const action = { kind: "ask", ask: { target }, want: { status: [200], body: "ok\n" } } as const;
  const at = below(app.at, "health");
  return [{ id: `health ${target}`, rule: "X11", at, holds: `${app.name} says that it is well`, where: "anywhere", action }];
}

function names(plan: Plan, few: Few): Probe[] {
  const { site, web, trust } = plan;
  // What an edge that ends TLS writes into a request line is its own wire's.
  const wire = trust.edge?.tls === "edge" ? "http" : site.scheme;
  // Behind an edge it is the edge that knows the public names.
  const where = trust.edge === null ? "anywhere" : "local";
  const aliases = few(site.aliases, 3).map(
    (alias, i): Probe => ({
      id: `alias ${alias}`,
      rule: "X12",
      at: `aliases[${i}]`,
      holds: `${alias} leads to ${site.canonical}`,
      where: "anywhere",
      action: {
        kind: "ask",
        ask: { target: `/${NOWHERE}?a=%20b`, servername: alias, headers: [["Host", alias]] },
        want: { status: [301], headers: { Location: `{canonical}/${NOWHERE}?a=%20b` } },
      },
    }),
  );
  const refused = (id: string, holds: string, more: object, ...status: number[]): Probe => ({
    id,
    rule: "catch-all",
    at: "web.catch_all",
    holds,
    where,
    action: { kind: "ask", ask: { target: "/", headers: [["Host", FOREIGN]], ...more }, want: { status: ["closed", 421, ...status] } },
  });
  if (!web.catchAll) return aliases;
  return [
    ...aliases,
    refused("unknown-host", "a Host that is not ours is refused", {}),
    ...(web.tls !== null && web.listen.http !== null
      ? [refused("unknown-host-http", "a Host that is not ours is refused over http", { scheme: "http" })]
      : []),
    refused(
      "unknown-host-absolute",
      "so is one in the request line",
      { raw: `GET ${wire}://${FOREIGN}/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n` },
      // Its two slashes, where paths with empty segments are refused.
      400,
    ),
  ];
}

function schemes(plan: Plan): Probe[] {
  const { web, trust } = plan;
  const target = `/${NOWHERE}%2Fa/b?c=%20d`;
  const overHttp = (id: string, more: object): Probe => ({
    id,
    rule: "X4",
    at: "web.tls.redirect",
    holds: `http leads to https, ${id.endsWith("post") ? "for POST too" : "with the same path"}`,
    where: "anywhere",
    action: {
      kind: "ask",
      ask: { scheme: "http", target, ...more },
      want: { status: [301], headers: { Location: `{origin}${target}`, "Strict-Transport-Security": null } },
    },
  });
  if (trust.redirectOwner !== "web") return [];
  const forged = forgedFields(plan, "https");
  // The edge answers on http, by itself or for the site behind it; either way nobody is let through who says to be on https.
  if (trust.edge !== null && trust.edge.tls !== "web")
    return [
      {
        id: "https-redirect-forged",
        rule: "X4",
        at: "edge",
        holds: "http leads to https, also for who claims to have come by it",
        where: "public",
        action: {
          kind: "ask",
          ask: { scheme: "http", target, headers: forged },
          want: { status: [301, 302, 303, 307, 308], headers: { Location: { like: "^https://(?!forged[.]invalid)" } } },
        },
      },
    ];
  if (web.tls === null || web.listen.http === null) return [];
  return [
    overHttp("https-redirect", {}),
    overHttp("https-redirect-post", { method: "POST", headers: [["Content-Length", "0"]] }),
    { ...overHttp("https-redirect-forged", { headers: forged }), holds: "http leads to https, also for who claims to have come by it" },
  ];
}

export function mountProbes(layered: Layered, few: Few): Probe[] {
  const { plan } = layered;
  const served = new Set(plan.locations.map(({ path }) => path));
  const mounted = plan.apps.filter(({ mount }) => mount !== "/" && served.has(mount));
  return few(mounted, 3).flatMap((app): Probe[] => {
    const row = appRow(plan, app.name);
    if (row === null) return [];
    const path = pathIn(row);
    return [
      {
        id: `mount ${app.mount}`,
        rule: "F9",
        at: below(app.at, "mount"),
        holds: `${app.name} is told that it is mounted at ${app.mount}, whatever a client says`,
        where: "local",
        action: {
          kind: "mirror",
          ask: askOf(row, [
            ["X-Script-Name", "/forged"],
            ["X-Forwarded-Prefix", "/forged"],
          ]),
          seen: frameworkLayer(app, layered).facts.mountIn === "path" ? { path } : { script_name: app.mount, path },
        },
      },
    ];
  });
}

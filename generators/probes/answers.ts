/** Headers that stand on every answer, whoever gave it and whatever its status (RULES F3, F8). */
import type { Layered, Registry } from "../layer.ts";
import type { Location, Plan } from "../plan/plan.ts";
import { hstsValue } from "../plan/tls.ts";
import type { HeaderWanted, Probe } from "./probe.ts";
import { appRow, askOf, NOWHERE } from "./rows.ts";

const HSTS = "Strict-Transport-Security";

/** An edge may write its own name, and take away or add what it likes: there only what the stack sets counts. */
export function siteHeaders({ plan: { web, trust }, registry }: Layered): Readonly<Record<string, HeaderWanted>> {
  const hsts = hstsValue(web.tls?.hsts ?? null);
  const own = trust.edge === null ? { Server: { like: `^(?:${serverNames(registry).join("|")})?$` }, "X-Powered-By": null } : {};
  return {
    ...Object.fromEntries(web.headers.set.map(({ name, value }) => [name, value])),
    ...(hsts === null ? {} : { [HSTS]: hsts }),
    ...(web.logs.requestId && trust.edge === null ? { "X-Request-ID": { like: "^[0-9a-f]{32}$" } } : {}),
    ...own,
  };
}

/** None with a version in it. */
function serverNames({ web }: Registry): readonly string[] {
  return Object.values(web).flatMap(({ behaviour }) => behaviour.serverHeader ?? []);
}

export function answerProbes(plan: Plan): Probe[] {
  const { web, trust } = plan;
  const row = appRow(plan, null);
  const at = "web.headers";
  const where = trust.edge === null ? "anywhere" : "local";
  const nowhere = row === null ? [] : [row];
  return [
    ...nowhere.map((found): Probe => {
      const action = { kind: "ask", ask: askOf(found), want: { ours: true } } as const;
      return {
        id: "headers-no-page",
        rule: "F8",
        at,
        holds: "the site's headers are on a page that is not there",
        where: "anywhere",
        action,
      };
    }),
    {
      id: "headers-400",
      rule: "F3",
      at,
      holds: "the site's headers are on an error of the web server",
      where,
      action: { kind: "ask", ask: { target: `/${NOWHERE}/../a` }, want: { status: [400], ours: true } },
    },
    ...(web.tls === null || web.tls.hsts === null
      ? []
      : [
          {
            id: "hsts",
            rule: "F8",
            at: "web.tls.hsts",
            holds: "browsers are told to stay on https",
            where: "anywhere",
            action: { kind: "ask", ask: { target: `/${NOWHERE}` }, want: { headers: { [HSTS]: hstsValue(web.tls.hsts) } } },
          } as const,
        ]),
    ...(web.logs.requestId ? nowhere.map(forgedId) : []),
  ];
}

function forgedId(row: Location): Probe {
  return {
    id: "request-id",
    rule: "X2",
    at: "web.logs.request_id",
    holds: "a request's id is the web server's, never the client's",
    where: "local",
    action: {
      kind: "mirror",
      ask: askOf(row, [["X-Request-ID", "forged"]]),
      seen: { headers: { "x-request-id": { like: "^[0-9a-f]{32}$" } } },
    },
  };
}

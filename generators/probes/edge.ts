/**
 * The trust chain behind an edge, both ways (RULES X4, X8): the edge's word on its clients counts, and the word of
 * whoever comes past it does not. A site in a scratch folder is told to trust one address, from which `verify`
 * plays the edge in every probe; a stranger asks from another.
 */
import type { Edge, Location, Plan } from "../plan/plan.ts";
import type { RuleId } from "../rules.ts";
import { forgedFields } from "./forged.ts";
import type { Action, Ask, Fields, Probe } from "./probe.ts";
import { appRow, askOf, NOWHERE, withLogin } from "./rows.ts";

export function edgeProbes(plan: Plan): Probe[] {
  const { edge } = plan.trust;
  const row = appRow(plan, null);
  if (edge === null || row === null) return [];
  return edge.tls === "web" ? passedThrough() : [...spoken(plan, row), ...strangers(plan, edge, row)];
}

function make(id: string, rule: RuleId, at: string, holds: string, action: Action): Probe {
  return { id, rule, at, holds, where: "local", action };
}

function spoken(plan: Plan, row: Location): Probe[] {
  if (plan.trust.redirectOwner !== "web") return [];
  const target = `/${NOWHERE}?a=%20b`;
  return [
    make("edge-scheme", "X4", "edge.tls", "a visitor who came to the edge by http is sent to https", {
      kind: "ask",
      ask: { scheme: "http", ...withLogin(row.access, { target }) },
      want: { status: [301], headers: { Location: `{origin}${target}`, "Strict-Transport-Security": null } },
    }),
  ];
}

/** Where plain http is for the edge alone, whoever else speaks it is sent to https, to the edge. */
function strangers(plan: Plan, edge: Edge, row: Location): Probe[] {
  const { scheme } = plan.site;
  const forged: Fields = forgedFields(plan, "https");
  const isSent = edge.tls === "edge" && plan.trust.redirectOwner === "web";
  const wire = edge.tls === "edge" ? "http" : scheme;
  const target = `/${NOWHERE}?a=%20b`;
  if (isSent)
    return [
      make("edge-stranger", "X8", "edge.trusted", "who comes past the edge is not believed to have come by https", {
        kind: "ask",
        ask: { past: "plain", scheme: wire, target, headers: forged },
        want: { status: [301], headers: { Location: `{origin}${target}` } },
      }),
    ];
  return [
    make("edge-stranger", "X8", "edge.trusted", "who comes past the edge is known by the own address, whatever is said", {
      kind: "mirror",
      ask: { ...askOf(row, forged), past: "plain", scheme: wire },
      seen: { scheme: wire, headers: { "x-forwarded-for": "{client}", "x-real-ip": "{client}", "x-forwarded-proto": wire } },
    }),
  ];
}

/** https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt, section 2: a receiver must not guess whether it is there. */
function passedThrough(): Probe[] {
  const past = (id: string, holds: string, ask: Ask, ...status: (number | "closed")[]): Probe =>
    make(id, "X8", "edge.trusted", holds, { kind: "ask", ask: { target: `/${NOWHERE}`, ...ask }, want: { status } });
  return [
    past("edge-stranger", "who comes past the edge and names no client is refused", { past: "plain" }, "closed"),
    past("edge-stranger-proxied", "who comes past the edge cannot name one", { past: "proxied" }, "closed", 403),
  ];
}

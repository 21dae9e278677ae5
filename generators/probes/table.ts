/** All that a stack promises, in the order it is asked. */
import type { Layered } from "../layer.ts";
import { accessProbes } from "./access.ts";
import { answerProbes, siteHeaders } from "./answers.ts";
import { clientProbes } from "./client.ts";
import { edgeProbes } from "./edge.ts";
import { fileProbes } from "./files.ts";
import { handshakeProbes } from "./handshakes.ts";
import type { Probes } from "./probe.ts";
import { requestProbes } from "./requests.ts";
import { routeProbes } from "./routes.ts";
import { mountProbes, siteProbes } from "./site.ts";

/** The first few rows: the others of a kind are printed by the same template, and a stack may have thousands. */
export type Few = <T>(rows: readonly T[], count: number) => readonly T[];

export function probesOf(layered: Layered): Probes {
  const { plan } = layered;
  let leftOut = 0;
  const few: Few = (rows, count) => {
    leftOut += Math.max(0, rows.length - count);
    return rows.slice(0, count);
  };
  const { name, environment, web, site, trust } = plan;
  const probes = [
    ...siteProbes(plan, few),
    ...handshakeProbes(layered),
    ...clientProbes(plan),
    ...edgeProbes(plan),
    ...mountProbes(layered, few),
    ...requestProbes(layered, few),
    ...answerProbes(plan),
    ...fileProbes(plan, few),
    ...accessProbes(plan, few),
    ...routeProbes(plan, few),
  ];
  const { canonical, domains, scheme } = site;
  const { http, https } = web.listen;
  return {
    format: 1,
    name,
    environment,
    web: web.server,
    site: { canonical, domains, scheme, http, https: web.tls === null ? null : https, edge: trust.edge !== null },
    headers: siteHeaders(layered),
    leftOut,
    probes,
  };
}

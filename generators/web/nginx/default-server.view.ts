/** The catch-all: no name but the health check of a load balancer, which asks by address. */
import { catchAllCertificate } from "../catch-all-certificate.ts";
import { probedByAddress } from "../probed-by-address.ts";
import { behaviour } from "./behaviour.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { Given } from "./facts.ts";
import { http2Of, listensOf } from "./listens.ts";
import { passView } from "./location.view.ts";
import { snippet } from "./names.ts";

export function defaultServerView({ plan, q }: Pick<Given, "plan" | "q">) {
  return {
    from: { catchAll: q.section("web.catch_all") },
    listens: listensOf(plan, ["http", "https"], q, ["default_server"]),
    http2: http2Of(plan, q),
    tls: defaultTlsView({ plan, q }),
    connection: q.path(snippet(plan, "connection"), { rule: "S2" }),
    edge: plan.trust.edge === null ? null : q.path(snippet(plan, "edge"), "edge"),
    probes: probedByAddress(plan) ? probesView({ plan, q }) : [],
  };
}

function defaultTlsView({ plan, q }: Pick<Given, "plan" | "q">) {
  const { tls, version } = plan.web;
  if (tls === null) return null;
  // A probe over TLS comes by address, without a name.
  const probes = probedByAddress(plan);
  const nobody = catchAllCertificate(plan, behaviour);
  return {
    reject: capabilitiesOf(version).rejectsHandshake && !probes,
    probes,
    certificate: q.path(nobody ?? tls.certFile, nobody === null ? "web.tls" : "web.catch_all"),
    key: q.path(nobody ?? tls.keyFile, nobody === null ? "web.tls" : "web.catch_all"),
    rules: q.path(snippet(plan, "tls"), "web.tls"),
  };
}

function probesView({ plan, q }: Pick<Given, "plan" | "q">) {
  const apps = new Map(plan.apps.map((app) => [app.name, app]));
  return plan.locations.flatMap(({ serve, path, at, requestTimeS, requestTimeAt }) => {
    const app = serve.kind === "health" ? apps.get(serve.app) : undefined;
    if (app === undefined) return [];
    return {
      url: q.url(path, at),
      ...passView(app, { plan, q }),
      readTime: q.seconds(requestTimeS, requestTimeAt),
    };
  });
}

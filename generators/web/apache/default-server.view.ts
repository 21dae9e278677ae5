import { processGroup } from "../../plan/paths.ts";
import type { Location } from "../../plan/plan.ts";
import { catchAllCertificate } from "../catch-all-certificate.ts";
import { probedByAddress } from "../probed-by-address.ts";
import { behaviour } from "./behaviour.ts";
import { appOf, type Given, links } from "./facts.ts";
import { scriptFile, snippet } from "./names.ts";
import { certificateView, endpointViews, includedBy } from "./site.view.ts";
import { workerOf } from "./workers.ts";

export function defaultServerView(given: Given) {
  const { plan, facts, q } = given;
  const { http, https } = plan.web.listen;
  const ports = [...(http === null ? [] : [{ port: http, tls: false }]), ...(https === null ? [] : [{ port: https, tls: true }])];
  const probed = probedByAddress(plan) ? plan.locations : [];
  const health = probed.flatMap((location) => healthView(location, given));
  const nobody = catchAllCertificate(plan, behaviour);
  const asked = new Set(probed.flatMap(({ serve }) => (serve.kind === "health" ? [serve.app] : [])));
  return {
    daemons: facts.embedded.filter((app) => asked.has(app.name)).map((app) => q.path(includedBy(app, given), app.wsgiAt)),
    hosts: ports.map((vhost) => ({
      endpoints: endpointViews(vhost, { plan, q }),
      tls: vhost.tls && plan.web.tls !== null ? certificateView(plan.web.tls, { plan, q }) : null,
      nobody: nobody === null ? null : q.path(nobody, "web.catch_all"),
      common: q.path(snippet(plan, "every-vhost"), { rule: "layout" }),
      health: health.length === 0 ? null : health,
      speaksFastcgi: health.length > 0 && links(facts, "fastcgi"),
    })),
  };
}

function healthView(location: Location, { plan, q }: Given) {
  const { serve, path, at } = location;
  const app = serve.kind === "health" ? appOf(plan, serve.app) : null;
  if (app === null) return [];
  const worker = workerOf(location, app);
  const embedded = app.server.webLink === "embedded";
  return [
    {
      url: q.url(path, at),
      pattern: q.urlPattern(path, at),
      path: q.urlPart(path, at),
      worker: worker === null ? null : q.workerUrl({ ...worker, host: `${worker.host}-health` }, { rule: "S9" }),
      timeout: q.number(worker?.timeoutS ?? 0, worker?.timeoutAt ?? "web.limits.request_time"),
      host: q.host(plan.site.canonical, "domains[0]"),
      script: embedded ? q.path(scriptFile(plan, app), app.at) : null,
      group: q.word(processGroup(plan, app), "name"),
    },
  ];
}

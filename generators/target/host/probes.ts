/** Where the site is asked whether it answers: on the host itself, through its web server. */
import type { App, Plan } from "../../plan/plan.ts";

export type Probes = {
  readonly health: readonly string[];
  /** Apps without a health check: their front page. */
  readonly pages: readonly string[];
  /** Front pages of the apps that have one: a health check is answered by our glue, whatever the app does. */
  readonly fronts: readonly string[];
  /** What to connect to instead of the name's own address; IPv6 in brackets. */
  readonly address: string;
  readonly flags: string;
  /** True where https is the edge's word, which this host itself cannot give: it is sent to https. */
  readonly redirects: boolean;
};

export function probesOf(plan: Plan): Probes {
  const origin = localOrigin(plan);
  const url = (app: App): string => `${origin}${pathOf(app)}`;
  return {
    health: plan.apps.filter(({ health }) => health !== null).map(url),
    pages: plan.apps.filter(({ health }) => health === null).map(url),
    fronts: plan.apps.filter(({ health }) => health !== null).map((app) => `${origin}${frontOf(app)}`),
    address: addressOf(plan),
    flags: plan.trust.edge?.clientHeader === "proxy_protocol" ? "--haproxy-protocol" : "",
    redirects: plan.trust.redirectOwner === "web" && plan.web.tls === null,
  };
}

export function localOrigin({ web, site }: Plan): string {
  const { http, https } = web.listen;
  if (web.tls !== null && https !== null) return `https://${site.canonical}:${https}`;
  return `http://${site.canonical}:${http ?? 80}`;
}

/** What shows that an app answers. */
export function pathOf(app: App): string {
  return app.health?.path ?? frontOf(app);
}

const frontOf = ({ mount }: App): string => (mount === "/" ? "/" : `${mount}/`);

function addressOf({ web }: Plan): string {
  const [first = "*"] = web.listen.addresses;
  if (first === "*") return "127.0.0.1";
  return first.includes(":") ? `[${first}]` : first;
}

/** What a pairing needs from the distribution, by Debian's and Ubuntu's package names. */
import type { App, FrameworkName, Plan, WebName } from "../../plan/plan.ts";
import { isDistributionPython } from "../../plan/versions.ts";

const WEB: Readonly<Record<WebName, readonly string[]>> = { nginx: ["nginx"], apache: ["apache2"], node: ["nodejs"] };

const FRAMEWORK: Readonly<Record<FrameworkName, readonly string[]>> = {
  django: ["python3-django"],
  flask: ["python3-flask"],
  tornado: ["python3-tornado"],
  asgi: ["python3-uvicorn"],
  wsgi: [],
};

export function packagesOf(plan: Plan): readonly string[] {
  const always = ["python3", "curl", "openssl", "procps"];
  return [...new Set([...always, ...webPackages(plan), ...plan.apps.flatMap((app) => appPackages(app, plan))])].sort();
}

/** Limits per client are a module of its own on Apache. */
export function needsQos({ web, locations }: Plan): boolean {
  return web.server === "apache" && (web.limits.connections !== null || locations.some(({ rate }) => rate !== null));
}

function webPackages(plan: Plan): string[] {
  const { web, locations } = plan;
  const protects = web.server === "apache" && locations.some(({ serve }) => serve.kind === "protected");
  const brotli = web.server === "nginx" && web.compression.brotli;
  return [
    ...WEB[web.server],
    ...(needsQos(plan) ? ["libapache2-mod-qos"] : []),
    ...(protects ? ["libapache2-mod-xsendfile"] : []),
    ...(brotli ? ["libnginx-mod-http-brotli-filter", "libnginx-mod-http-brotli-static"] : []),
    ...(web.tls?.certificate === "acme" ? ["certbot"] : []),
  ];
}

/** What comes from the app's own requirements, or with a Python of its own, does not come from the distribution. */
function appPackages({ server, framework, python, virtualenv, requirements }: App, { os }: Plan): string[] {
  const own = virtualenv === null && isDistributionPython(python, os.name) ? FRAMEWORK[framework] : [];
  return [...own, ...serverPackages(server), ...(requirements === null ? [] : ["python3-venv"])];
}

function serverPackages({ name, distribution }: App["server"]): string[] {
  switch (name) {
    case "gateway":
      return ["nodejs"];
    case "gunicorn":
      return distribution ? ["gunicorn"] : [];
    case "uwsgi":
      return distribution ? ["uwsgi-core", "uwsgi-plugin-python3"] : [];
    case "mod_wsgi":
      return ["libapache2-mod-wsgi-py3"];
    default:
      return name satisfies never;
  }
}

/** What a pairing needs from the distribution, by Debian's and Ubuntu's package names. */
import { webLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import type { App, FrameworkName, Plan } from "../../plan/plan.ts";
import { isDistributionPython } from "../../plan/versions.ts";

const FRAMEWORK: Readonly<Record<FrameworkName, readonly string[]>> = {
  django: ["python3-django"],
  flask: ["python3-flask"],
  tornado: ["python3-tornado"],
  asgi: [],
  wsgi: [],
};

export function packagesOf(layered: Layered): readonly string[] {
  const { plan } = layered;
  const always = ["python3", "curl", "openssl", "procps"];
  return [...new Set([...always, ...webPackages(layered), ...plan.apps.flatMap((app) => appPackages(app, plan))])].sort();
}

function webPackages(layered: Layered): readonly string[] {
  const { plan } = layered;
  return [...webLayer(layered).packages(plan), ...(plan.web.tls?.certificate === "acme" ? ["certbot"] : [])];
}

/** What comes from the app's own requirements, or with a Python of its own, does not come from the distribution. */
function appPackages({ server, framework, python, virtualenv, requirements }: App, { os }: Plan): string[] {
  const isDistributions = virtualenv === null && isDistributionPython(python, os.name);
  const own = isDistributions ? FRAMEWORK[framework] : [];
  // Whatever the framework: it is what runs an ASGI app.
  const uvicorn = isDistributions && server.appLink === "asgi" ? ["python3-uvicorn"] : [];
  return [...own, ...uvicorn, ...serverPackages(server), ...(requirements === null ? [] : ["python3-venv"])];
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

/** What a pairing needs from the distribution, by Debian's and Ubuntu's package names. */
import { webLayer, wsgiLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import type { App, FrameworkName } from "../../plan/plan.ts";
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
  return [...new Set([...always, ...webPackages(layered), ...plan.apps.flatMap((app) => appPackages(app, layered))])].sort();
}

function webPackages(layered: Layered): readonly string[] {
  const { plan } = layered;
  return [...webLayer(layered).packages(plan), ...(plan.web.tls?.certificate === "acme" ? ["certbot"] : [])];
}

/** What comes from the app's own requirements, or with a Python of its own, does not come from the distribution. */
function appPackages(app: App, { plan, registry }: Layered): string[] {
  const { python, virtualenv, requirements, framework } = app;
  const isDistributions = virtualenv === null && isDistributionPython(python, plan.os.name);
  const own = isDistributions ? FRAMEWORK[framework] : [];
  return [...own, ...wsgiLayer(app, { registry }).packages(app, isDistributions), ...(requirements === null ? [] : ["python3-venv"])];
}

/** What a pairing needs from the distribution, by Debian's and Ubuntu's package names. */
import { frameworkLayer, webLayer, wsgiLayer } from "../../chosen.ts";
import type { Layered } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import { isDistributionPython } from "../../plan/versions.ts";

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
  const { python, virtualenv, requirements } = app;
  const isDistributions = virtualenv === null && isDistributionPython(python, plan.os.name);
  const own = isDistributions ? frameworkLayer(app, { registry }).facts.packages : [];
  return [...own, ...wsgiLayer(app, { registry }).packages(app, isDistributions), ...(requirements === null ? [] : ["python3-venv"])];
}

/**
 * The environ of every process of an app, whoever starts it: the generated modules first on
 * sys.path, then the app's own folder; then what stack.yaml states. A later name replaces an
 * earlier one, so that nothing is set twice.
 */
import { frameworkLayer } from "../chosen.ts";
import type { Layered } from "../layer.ts";
import { sysPath } from "../plan/paths.ts";
import type { App } from "../plan/plan.ts";
import type { From } from "../quote/quoter.ts";

export type Variable = { readonly name: string; readonly value: string; readonly from: From };

type Stated = { readonly name: string; readonly value: string; readonly at: string };

const SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

export function environmentOf(layered: Layered, app: App, own: readonly Stated[]): readonly Variable[] {
  return lastWins([...base(layered, app), ...[...app.env, ...own].map(({ name, value, at }) => ({ name, value, from: at }))]);
}

function base({ plan, registry }: Layered, app: App): Variable[] {
  const rule = { rule: "app-environ" } as const;
  return [
    { name: "PATH", value: app.virtualenv === null ? SYSTEM_PATH : `${app.virtualenv}/bin:${SYSTEM_PATH}`, from: rule },
    { name: "PYTHONPATH", value: sysPath(plan, app).join(":"), from: rule },
    // By systemd's own name for it (systemd.exec(5), StateDirectory=): also where it is not systemd that starts it.
    { name: "STATE_DIRECTORY", value: plan.paths.state, from: rule },
    // Names of files beyond ASCII: what is not started as `python3`, uWSGI say, takes a C locale at its word (PEP 538).
    { name: "LANG", value: "C.UTF-8", from: rule },
    // What a process says stands in the journal when it is said, not when a buffer is full.
    { name: "PYTHONUNBUFFERED", value: "1", from: rule },
    // The release belongs to root: nothing could be written there, and nothing should.
    { name: "PYTHONDONTWRITEBYTECODE", value: "1", from: rule },
    ...frameworkLayer(app, { registry }).facts.environment.map(({ name, value }) => ({ name, value, from: rule })),
  ];
}

function lastWins(variables: readonly Variable[]): readonly Variable[] {
  return [...new Map(variables.map((variable) => [variable.name, variable])).values()];
}

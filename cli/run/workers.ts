/**
 * Tells when each worker of a server has the app, where they load it one by one: a file saved between the first and the last would
 * take the version that already answers with it.
 */
import { wsgiLayer } from "../../generators/chosen.ts";
import type { App } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";

export type Workers = {
  /** A line that the server printed. */
  hear(text: string): void;
  readonly loaded: Promise<void>;
};

export function followWorkers(app: App): Workers {
  let done: () => void = () => {};
  const loaded = new Promise<void>((resolve) => {
    done = resolve;
  });
  const count = app.server.preload ? undefined : wsgiLayer(app, { registry }).local?.countWorkers?.();
  if (count === undefined) done();
  return {
    hear: (text) => {
      const { expected, have } = count?.(text) ?? { expected: 0, have: 0 };
      if (expected > 0 && have >= expected) done();
    },
    loaded,
  };
}

/**
 * Tells when each worker of gunicorn or uWSGI has the app. Without preload they load it one by one, and either
 * server ends as a whole when one of them cannot: a file saved between the first and the last would take the version
 * that already answers with it. The gateway says by itself when it is ready.
 */
import type { App } from "../../generators/plan/plan.ts";
import { fieldsOf } from "./say.ts";

export type Workers = {
  /** A line that the server printed. */
  hear(text: string): void;
  readonly loaded: Promise<void>;
};

type Count = { readonly expected: number; readonly have: number };

export function followWorkers({ server }: App): Workers {
  let done: () => void = () => {};
  const loaded = new Promise<void>((resolve) => {
    done = resolve;
  });
  if (server.preload || (server.name !== "gunicorn" && server.name !== "uwsgi")) done();
  const count = server.name === "uwsgi" ? countUwsgi() : countGunicorn();
  return {
    hear: (text) => {
      const { expected, have } = count(text);
      if (expected > 0 && have >= expected) done();
    },
    loaded,
  };
}

const EVENT = "worker-serves";

/** Stands at the end of gunicorn's settings, which have the hook and, from the start, the number of workers. */
export const GUNICORN_TELLS = `

# Of \`stackc run\`: each worker tells that it has the app.
_post_worker_init = post_worker_init


def post_worker_init(worker):
    _post_worker_init(worker)
    sys.stderr.write('{"level": "info", "event": "${EVENT}", "pid": %d, "workers": %d}\\n' % (worker.pid, workers))
    sys.stderr.flush()
`;

function countGunicorn(): (text: string) => Count {
  const pids = new Set<unknown>();
  return (text) => {
    const fields = fieldsOf(text);
    if (fields?.event !== EVENT) return { expected: 0, have: 0 };
    pids.add(fields.pid);
    return { expected: Number(fields.workers), have: pids.size };
  };
}

/** core/master_utils.c and plugins/python/pyloader.c print these whatever its settings say. */
const SPAWNED = /^spawned uWSGI worker \d+ \(pid: (\d+)/;
const READY = /^WSGI app \d+ .* ready in \d+ seconds .* pid: (\d+)/;

/** The master has forked them all long before the first has imported an app. */
function countUwsgi(): (text: string) => Count {
  const [spawned, ready] = [new Set<string>(), new Set<string>()];
  return (text) => {
    const [, forked] = SPAWNED.exec(text) ?? [];
    const [, loaded] = READY.exec(text) ?? [];
    if (forked !== undefined) spawned.add(forked);
    if (loaded !== undefined) ready.add(loaded);
    return { expected: spawned.size, have: ready.size };
  };
}

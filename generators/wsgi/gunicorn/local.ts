/**
 * What `stackc run` does with gunicorn. Without preload its workers load the app one by one, and it ends as a whole when one of them
 * cannot: each is made to tell when it has it.
 */
import type { WorkerCount, WsgiLocal } from "../facts.ts";
import { settingsPath } from "./view.ts";

const EVENT = "worker-serves";

export const local: WsgiLocal = {
  events: null,
  reloads: false,
  telling: (file, app) => (file.path === settingsPath(app) ? { ...file, text: file.text + TELLS } : file),
  countWorkers,
};

/** Stands at the end of the settings, which have the hook and, from the start, the number of workers. */
const TELLS = `

# Of \`stackc run\`: each worker tells that it has the app.
_post_worker_init = post_worker_init


def post_worker_init(worker):
    _post_worker_init(worker)
    sys.stderr.write('{"level": "info", "event": "${EVENT}", "pid": %d, "workers": %d}\\n' % (worker.pid, workers))
    sys.stderr.flush()
`;

const TOLD = new RegExp(`"event": "${EVENT}", "pid": (\\d+), "workers": (\\d+)`);

function countWorkers(): (line: string) => WorkerCount {
  const pids = new Set<string>();
  return (line) => {
    const [, pid, workers = "0"] = TOLD.exec(line) ?? [];
    if (pid !== undefined) pids.add(pid);
    return { expected: Number(workers), have: pids.size };
  };
}

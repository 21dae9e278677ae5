/**
 * What `stackc run` does with uWSGI. Without preload its workers load the app one by one, and it ends as a whole when one of them
 * cannot.
 */
import type { WorkerCount, WsgiLocal } from "../facts.ts";

export const local: WsgiLocal = { events: null, reloads: false, telling: (file) => file, countWorkers };

/** core/master_utils.c and plugins/python/pyloader.c print these whatever its settings say. */
const SPAWNED = /^spawned uWSGI worker \d+ \(pid: (\d+)/;
const READY = /^WSGI app \d+ .* ready in \d+ seconds .* pid: (\d+)/;

/** The master has forked them all long before the first has imported an app. */
function countWorkers(): (line: string) => WorkerCount {
  const [spawned, ready] = [new Set<string>(), new Set<string>()];
  return (line) => {
    const [, forked] = SPAWNED.exec(line) ?? [];
    const [, loaded] = READY.exec(line) ?? [];
    if (forked !== undefined) spawned.add(forked);
    if (loaded !== undefined) ready.add(loaded);
    return { expected: spawned.size, have: ready.size };
  };
}

/** What the keeper is told (PROTOCOL.md): gateway.json with `auto` decided. No I/O. */
import type { Settings } from "./settings.ts";
import type { Size } from "./size.ts";

export function keeperSettings({ app, listen, workers, times, scoreboard }: Settings, size: Size): Readonly<Record<string, unknown>> {
  return {
    module: app.module,
    name: app.attribute,
    interface: app.link,
    root: app.folder,
    mount: app.mount,
    socket: listen.socket,
    socket_mode: listen.mode,
    backlog: listen.backlog,
    board: scoreboard,
    workers: size.workers,
    workers_max: size.workersMax,
    threads: size.threads,
    preload: workers.preload,
    max_requests: workers.maxRequests,
    max_memory_bytes: workers.maxMemoryBytes,
    request_s: times.requestS,
    stream_s: times.streamS,
    streams: [...times.streamPaths],
    graceful_s: times.gracefulS,
    start_s: times.startS,
    health: app.health === null ? null : { ...app.health },
  };
}

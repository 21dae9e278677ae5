/** keeper.json, described by runtime/keeper.schema.json: gateway.json with `auto` decided. No I/O. */
import type { KeeperSettings } from "./keeper-settings.generated.ts";
import type { Settings } from "./settings.ts";
import type { Size } from "./size.ts";

export function keeperSettings(
  { name, protocols, app, listen, workers, times, limits, scoreboard, log }: Settings,
  size: Size,
): KeeperSettings {
  return {
    title: name,
    protocols,
    module: app.module,
    name: app.attribute,
    interface: app.link,
    root: app.folder,
    path: app.path,
    mount: app.mount,
    socket: listen.socket,
    socket_mode: listen.mode,
    backlog: listen.backlog,
    scoreboard,
    workers: size.workers,
    workers_max: size.workersMax,
    threads: size.threads,
    preload: workers.preload,
    max_requests: workers.maxRequests,
    max_requests_jitter: workers.maxRequestsJitter,
    max_memory_bytes: workers.maxMemoryBytes,
    request_s: times.requestS,
    stream_s: times.streamS,
    stream_paths: times.streamPaths,
    by_path: times.byPath,
    graceful_s: times.gracefulS,
    // The web server drops idle connections five seconds sooner (RULES T3); two of them are its timers' own.
    idle_close_s: Math.max(0, times.keepaliveS - 3),
    start_s: times.startS,
    keepalive_s: times.keepaliveS,
    body_time_s: times.bodyTimeS,
    send_time_s: times.sendTimeS,
    body_bytes: limits.bodyBytes,
    headers_bytes: limits.headersBytes,
    header_count: limits.headerCount,
    request_line_bytes: limits.requestLineBytes,
    health: app.health,
    log_level: log.level,
    log_request_id: log.requestId,
  };
}

/**
 * mod_proxy's workers: one for each app and way of waiting. The host in a worker's URL is a name
 * of ours; requests go to the socket (https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass).
 */
import type { WebLink } from "../../plan/links.ts";
import type { App, Location, Plan } from "../../plan/plan.ts";
import { appOf } from "./facts.ts";

export type Worker = {
  readonly link: Exclude<WebLink, "embedded">;
  readonly socket: string;
  readonly host: string;
  readonly timeoutS: number;
  readonly timeoutAt: string;
  readonly stream: boolean;
  readonly websocket: boolean;
  /** Seconds an idle connection is kept; 0: one connection a request, one queue for all workers. */
  readonly idleS: number;
};

export function workerOf({ serve, requestTimeS, requestTimeAt }: Location, { name, server }: App): Worker | null {
  const { webLink, socket, times } = server;
  if (webLink === "embedded" || socket === null) return null;
  const stream = serve.kind === "app" && serve.stream;
  const websocket = serve.kind === "app" && serve.websocket;
  const way = `${stream ? "-stream" : ""}${websocket ? "-websocket" : ""}`;
  return {
    link: webLink,
    socket,
    host: `${name}${way}-${requestTimeS}s`,
    timeoutS: requestTimeS,
    timeoutAt: requestTimeAt,
    stream,
    websocket,
    idleS: websocket ? 0 : times.upstreamIdleS,
  };
}

export function workersOf(plan: Plan): readonly Worker[] {
  const workers = plan.locations.flatMap((location) => {
    const { serve } = location;
    if (serve.kind !== "app" && serve.kind !== "health") return [];
    const app = appOf(plan, serve.app);
    const worker = app === null ? null : workerOf(location, app);
    return worker === null ? [] : [worker];
  });
  return [...new Map(workers.map((worker) => [worker.host, worker])).values()];
}

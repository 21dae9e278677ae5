/** The web server: sockets, TLS and protocols on one side, `serve` on the other; reload and stop. Owns what it opens. */
import type { Server as HttpOne, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { Log } from "../log/log.ts";
import { acceptProxied } from "./accept-proxied.ts";
import { accessLine } from "./access-log.ts";
import { sendWords } from "./answer.ts";
import type { Bounds } from "./bounds.ts";
import { createMicroCache } from "./cache/micro-cache.ts";
import { type Exchange, newId, openExchange } from "./exchange.ts";
import { createHttpOne } from "./http-one.ts";
import { createHttpTwo, type HttpTwo } from "./http-two.ts";
import { isHttpTwo } from "./http-two-fields.ts";
import { keptFor } from "./link/kept.ts";
import { type Listening, listen, portOf } from "./listen.ts";
import { plainAddress } from "./networks.ts";
import { nameAccepted, nameSecured, peerOf } from "./peer.ts";
import { createBuckets } from "./rate.ts";
import { createRoom } from "./room.ts";
import { type Shared, serve } from "./serve.ts";
import { serveUpgrade } from "./serve-upgrade.ts";
import type { Settings } from "./settings.ts";
import { type ReadySite, readySite } from "./site.ts";
import { createTlsEnd, type TlsEnd } from "./tls.ts";
import { createUnroutedUpgrades } from "./unrouted-upgrades.ts";

export type WebServer = {
  /** Of the sockets it listens on, in order. */
  readonly ports: readonly { readonly port: number | null; readonly encrypted: boolean }[];
  /** Open ones, of clients. */
  readonly connections: () => number;
  /** Settings, pages, users, certificate; sockets stay. Throws, and keeps the old, when they are no good. */
  reload(settings: Settings): Promise<void>;
  /** Resolves when every exchange is done, or `graceMs` have passed. */
  stop(graceMs: number): Promise<void>;
};

export type Outside = {
  readonly passedSockets: number;
  readonly bounds: Bounds;
  readonly log: Log;
  readonly writeAccess: (line: string) => void;
};

const SWEEP_MS = 5000;
/** A line a minute tells as much as one for each connection. */
const FULL_SAID_MS = 60_000;

export async function startWebServer(settings: Settings, { passedSockets, bounds, log, writeAccess }: Outside): Promise<WebServer> {
  let site: ReadySite = await readySite(settings, bounds);
  const patienceMs = settings.limits.headerTimeS * 1000;
  const tlsEnd: TlsEnd | null =
    settings.tls === null ? null : await createTlsEnd({ tls: settings.tls, site: () => site.settings.site, patienceMs });
  warnOfUsers(site, log);
  const sockets = new Set<Socket | TLSSocket>();
  const cache = createMicroCache();
  const sweeping = setInterval(() => cache.sweep(performance.now()), SWEEP_MS).unref();
  const shared: Shared = { log, buckets: createBuckets(), busy: new Map(), cache, unrouted: createUnroutedUpgrades(log) };
  let open = 0;
  let stopping: (() => void) | null = null;

  const handler = {
    request: (request: IncomingMessage, response: ServerResponse, waitsForContinue: boolean): void => {
      const exchange = openExchange({ request, response, peer: peerOf(request.socket), waitsForContinue, log }, site);
      track(exchange);
      // By HTTP/2 a connection has many.
      if (open > bounds.served) return sendWords(exchange, 503);
      if ((stopping !== null || settings.limits.keepaliveS === 0) && !isHttpTwo(request)) response.shouldKeepAlive = false;
      void serve(exchange, shared);
    },
    upgrade: (request: IncomingMessage, socket: Duplex, early: Buffer): void => {
      serveUpgrade({ request, socket, early, peer: peerOf(socket) }, site, shared, track);
    },
  };

  function track(exchange: Exchange): void {
    const { address } = exchange.client;
    open += 1;
    shared.busy.set(address, (shared.busy.get(address) ?? 0) + 1);
    exchange.response.once("close", () => {
      open -= 1;
      const left = (shared.busy.get(address) ?? 1) - 1;
      if (left === 0) shared.busy.delete(address);
      else shared.busy.set(address, left);
      if (!exchange.silent && site.settings.logs.access !== "off") writeAccess(accessLine(exchange, Date.now()));
      if (open === 0) stopping?.();
    });
  }

  const one: HttpOne = createHttpOne(settings.limits, (socket) => ownLines(site.settings, peerOf(socket).encrypted), handler);
  const two: HttpTwo | null = settings.tls?.http2 === true ? createHttpTwo(settings.limits, handler) : null;

  let fullSaidMs = Number.NEGATIVE_INFINITY;
  const room = createRoom(bounds, () => {
    // Those that nobody uses make room first, as nginx has it.
    one.closeIdleConnections();
    two?.closeIdle();
    const nowMs = performance.now();
    if (nowMs - fullSaidMs < FULL_SAID_MS) return;
    fullSaidMs = nowMs;
    log.warn("web-full", { served: bounds.served, waiting: bounds.waiting });
  });

  function accept(socket: Socket, encrypted: boolean): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    room.enter(socket, () => welcome(socket, encrypted));
  }

  function welcome(socket: Socket, encrypted: boolean): void {
    const { edge } = site.settings;
    if (edge?.proxyProtocol !== true) {
      nameAccepted(socket, null);
      return begin(socket, encrypted);
    }
    const isEdge = site.trusted(plainAddress(socket.remoteAddress));
    // This machine's own probes come past the edge, and speak for themselves alone.
    if (!isEdge && socket.remoteAddress !== socket.localAddress) return void socket.destroy();
    acceptProxied(socket, patienceMs, (address) => {
      nameAccepted(socket, isEdge ? address : null);
      begin(socket, encrypted);
    });
  }

  function begin(socket: Socket, encrypted: boolean): void {
    (encrypted && tlsEnd !== null ? tlsEnd.server : one).emit("connection", socket);
  }

  tlsEnd?.server.on("secureConnection", (secure: TLSSocket) => {
    if (!nameSecured(secure)) return void secure.destroy();
    if (secure.alpnProtocol === "h2" && two !== null) two.accept(secure);
    else one.emit("connection", secure);
  });

  const listening: readonly Listening[] = await listen(settings, passedSockets, accept);

  return {
    ports: listening.map(({ server, encrypted }) => ({ port: portOf(server), encrypted })),
    connections: () => sockets.size,
    reload: async (fresh) => {
      const next = await readySite(fresh, bounds);
      if (tlsEnd !== null && fresh.tls !== null) await tlsEnd.renew(fresh.tls, next.settings.site);
      site = next;
      warnOfUsers(site, log);
    },
    stop: async (graceMs) => {
      clearInterval(sweeping);
      for (const { server } of listening) server.close();
      await new Promise<void>((resolve) => {
        stopping = resolve;
        one.closeIdleConnections();
        setTimeout(resolve, graceMs).unref();
        if (open === 0) resolve();
      });
      one.close();
      for (const { socket } of settings.apps) keptFor(socket).close();
      two?.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** For a request that cannot be read: there is nothing yet that could hold them. */
function ownLines({ headers, logs }: Settings, encrypted: boolean): readonly string[] {
  const lines = headers.set.map(({ name, value }) => `${name}: ${value}`);
  if (headers.hsts !== null && encrypted) lines.push(`Strict-Transport-Security: ${headers.hsts}`);
  if (logs.requestId) lines.push(`X-Request-ID: ${newId()}`);
  return lines;
}

function warnOfUsers({ rows }: ReadySite, log: Log): void {
  for (const { users, path } of rows) for (const user of users?.unreadable ?? []) log.warn("web-users-unreadable", { path, user });
}

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
import { createRoom, type Room } from "./room.ts";
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

export async function startWebServer(settings: Settings, outside: Outside): Promise<WebServer> {
  const site = await readySite(settings, outside.bounds);
  const server = new RunningWebServer(settings, site, outside);
  await server.open();
  return server;
}

class RunningWebServer implements WebServer {
  readonly #settings: Settings;
  readonly #outside: Outside;
  readonly #shared: Shared;
  readonly #sockets = new Set<Socket | TLSSocket>();
  readonly #cache = createMicroCache();
  readonly #sweeping: NodeJS.Timeout;
  readonly #one: HttpOne;
  readonly #two: HttpTwo | null;
  readonly #room: Room;
  #site: ReadySite;
  #tlsEnd: TlsEnd | null = null;
  #listening: readonly Listening[] = [];
  /** Exchanges under way. */
  #open = 0;
  #stopping: (() => void) | null = null;
  #fullSaidMs = Number.NEGATIVE_INFINITY;

  constructor(settings: Settings, site: ReadySite, outside: Outside) {
    this.#settings = settings;
    this.#outside = outside;
    this.#site = site;
    warnOfUsers(site, outside.log);
    const { log, bounds } = outside;
    this.#shared = { log, buckets: createBuckets(), busy: new Map(), cache: this.#cache, unrouted: createUnroutedUpgrades(log) };
    this.#sweeping = setInterval(() => this.#cache.sweep(performance.now()), SWEEP_MS).unref();
    const handler = { request: this.#request, upgrade: this.#upgrade };
    this.#one = createHttpOne(settings.limits, (socket) => ownLines(this.#site.settings, peerOf(socket).encrypted), handler);
    this.#two = settings.tls?.http2 === true ? createHttpTwo(settings.limits, handler) : null;
    this.#room = createRoom(bounds, () => this.#makeRoom());
  }

  async open(): Promise<void> {
    const { tls } = this.#settings;
    if (tls !== null) {
      this.#tlsEnd = await createTlsEnd({ tls, site: () => this.#site.settings.site, patienceMs: this.#patienceMs });
      this.#tlsEnd.server.on("secureConnection", (secure: TLSSocket) => this.#acceptSecure(secure));
    }
    this.#listening = await listen(this.#settings, this.#outside.passedSockets, (socket, encrypted) => this.#accept(socket, encrypted));
  }

  get ports(): WebServer["ports"] {
    return this.#listening.map(({ server, encrypted }) => ({ port: portOf(server), encrypted }));
  }

  connections(): number {
    return this.#sockets.size;
  }

  async reload(fresh: Settings): Promise<void> {
    const next = await readySite(fresh, this.#outside.bounds);
    if (this.#tlsEnd !== null && fresh.tls !== null) await this.#tlsEnd.renew(fresh.tls, next.settings.site);
    this.#site = next;
    warnOfUsers(next, this.#outside.log);
  }

  async stop(graceMs: number): Promise<void> {
    clearInterval(this.#sweeping);
    for (const { server } of this.#listening) server.close();
    await this.#allAnswered(graceMs);
    this.#one.close();
    for (const { socket } of this.#settings.apps) keptFor(socket).close();
    this.#two?.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #allAnswered(graceMs: number): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#stopping = resolve;
      this.#one.closeIdleConnections();
      setTimeout(resolve, graceMs).unref();
      if (this.#open === 0) resolve();
    });
  }

  readonly #request = (request: IncomingMessage, response: ServerResponse, waitsForContinue: boolean): void => {
    const { log, bounds } = this.#outside;
    const exchange = openExchange({ request, response, peer: peerOf(request.socket), waitsForContinue, log }, this.#site);
    this.#track(exchange);
    // By HTTP/2 a connection has many.
    if (this.#open > bounds.served) return sendWords(exchange, 503);
    const closes = this.#stopping !== null || this.#settings.limits.keepaliveS === 0;
    if (closes && !isHttpTwo(request)) response.shouldKeepAlive = false;
    void serve(exchange, this.#shared);
  };

  readonly #upgrade = (request: IncomingMessage, socket: Duplex, early: Buffer): void => {
    serveUpgrade({ request, socket, early, peer: peerOf(socket) }, this.#site, this.#shared, (exchange) => this.#track(exchange));
  };

  #track(exchange: Exchange): void {
    const { busy } = this.#shared;
    const { address } = exchange.client;
    this.#open += 1;
    busy.set(address, (busy.get(address) ?? 0) + 1);
    exchange.response.once("close", () => this.#untrack(exchange));
  }

  #untrack(exchange: Exchange): void {
    const { busy } = this.#shared;
    const { address } = exchange.client;
    this.#open -= 1;
    const left = (busy.get(address) ?? 1) - 1;
    if (left === 0) busy.delete(address);
    else busy.set(address, left);
    if (!exchange.silent && this.#site.settings.logs.access !== "off") this.#outside.writeAccess(accessLine(exchange, Date.now()));
    if (this.#open === 0) this.#stopping?.();
  }

  /** Connections that nobody uses make room first, as nginx has it. */
  #makeRoom(): void {
    this.#one.closeIdleConnections();
    this.#two?.closeIdle();
    const nowMs = performance.now();
    if (nowMs - this.#fullSaidMs < FULL_SAID_MS) return;
    this.#fullSaidMs = nowMs;
    const { served, waiting } = this.#outside.bounds;
    this.#outside.log.warn("web-full", { served, waiting });
  }

  #accept(socket: Socket, encrypted: boolean): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    this.#room.enter(socket, () => this.#welcome(socket, encrypted));
  }

  #welcome(socket: Socket, encrypted: boolean): void {
    if (this.#site.settings.edge?.proxyProtocol !== true) {
      nameAccepted(socket, null);
      return this.#begin(socket, encrypted);
    }
    const isEdge = this.#site.trusted(plainAddress(socket.remoteAddress));
    // This machine's own probes come past the edge, and speak for themselves alone.
    if (!isEdge && socket.remoteAddress !== socket.localAddress) return void socket.destroy();
    acceptProxied(socket, this.#patienceMs, (address) => {
      nameAccepted(socket, isEdge ? address : null);
      this.#begin(socket, encrypted);
    });
  }

  #begin(socket: Socket, encrypted: boolean): void {
    (encrypted && this.#tlsEnd !== null ? this.#tlsEnd.server : this.#one).emit("connection", socket);
  }

  #acceptSecure(secure: TLSSocket): void {
    if (!nameSecured(secure)) return void secure.destroy();
    if (secure.alpnProtocol === "h2" && this.#two !== null) this.#two.accept(secure);
    else this.#one.emit("connection", secure);
  }

  get #patienceMs(): number {
    return this.#settings.limits.headerTimeS * 1000;
  }
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

/**
 * The listening sockets: systemd's where it passed some (sd_listen_fds(3)), which outlive every
 * restart, else our own. Which of them speaks TLS is told by its port.
 */
import { createServer, type Server, type Socket } from "node:net";
import type { Settings } from "./settings.ts";

export type Listening = { readonly server: Server; readonly encrypted: boolean };

type Accept = (socket: Socket, encrypted: boolean) => void;

const FIRST_FD = 3;

/** How many descriptors were passed to this very process. */
export function passedSockets(environment: NodeJS.ProcessEnv, pid: number): number {
  return Number(environment.LISTEN_PID) === pid ? Number(environment.LISTEN_FDS) || 0 : 0;
}

export async function listen(settings: Settings, passed: number, accept: Accept): Promise<readonly Listening[]> {
  if (passed > 0) return adopt(settings, passed, accept);
  const opened: Listening[] = [];
  for (const host of settings.listen.addresses) {
    const { http, https } = settings.listen;
    if (http !== null) opened.push(await open({ ...at(host), port: http }, false, accept));
    if (https !== null && settings.tls !== null) opened.push(await open({ ...at(host), port: https }, true, accept));
  }
  return opened;
}

/** `::` without ipv6Only takes IPv4, too. */
function at(host: string): { host?: string } {
  return host === "*" ? {} : { host };
}

async function adopt(settings: Settings, passed: number, accept: Accept): Promise<readonly Listening[]> {
  const opened: Listening[] = [];
  for (let fd = FIRST_FD; fd < FIRST_FD + passed; fd++) {
    const one = await open({ fd }, null, accept, settings);
    opened.push(one);
  }
  return opened;
}

type Where = { readonly port?: number; readonly host?: string; readonly fd?: number };

/** nginx's default. */
const BACKLOG = 511;

function open(where: Where, encrypted: boolean | null, accept: Accept, settings?: Settings): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const isEncrypted = (): boolean => encrypted ?? portOf(server) === settings?.listen.https;
    // allowHalfOpen: a client that has said all may still listen.
    const server: Server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: false }, (socket) =>
      accept(socket, isEncrypted()),
    );
    server.once("error", reject);
    server.listen({ ...where, backlog: BACKLOG }, () => {
      server.off("error", reject);
      resolve({ server, encrypted: isEncrypted() });
    });
  });
}

export function portOf(server: Server): number | null {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : null;
}

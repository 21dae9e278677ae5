/** PROXY protocol: a connection's client is not its peer. Known by the peer's address and port, which TLS keeps as they are. */
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

export type Proxied = {
  add(socket: Socket, address: string | null): void;
  of(socket: Duplex): string | null;
};

export function createProxied(): Proxied {
  const clients = new Map<string, string>();
  return {
    add: (socket, address) => {
      const key = keyOf(socket);
      if (address === null) return;
      clients.set(key, address);
      socket.once("close", () => clients.delete(key));
    },
    of: (socket) => (clients.size === 0 ? null : (clients.get(keyOf(socket)) ?? null)),
  };
}

function keyOf(socket: Duplex): string {
  return "remoteAddress" in socket && "remotePort" in socket ? `${String(socket.remoteAddress)} ${String(socket.remotePort)}` : "";
}

/**
 * The other end of a connection, kept with the connection itself: addresses and ports do not tell
 * two connections of one edge apart, which may use one port of its own towards two of ours.
 */
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { NOBODY, plainAddress } from "./networks.ts";

export type Peer = { readonly address: string; readonly encrypted: boolean };

const PEER = Symbol("peer");

type Known = Duplex & { [PEER]?: Peer };

/** `told`: the client that an edge names by the PROXY protocol, in place of its own address. */
export function nameAccepted(socket: Socket, told: string | null): void {
  (socket as Known)[PEER] = { address: plainAddress(told ?? socket.remoteAddress), encrypted: false };
}

/** False: nobody knows whose connection TLS came out of. Node keeps it there, without a word in its manual. */
export function nameSecured(secure: TLSSocket & { readonly _parent?: Duplex }): boolean {
  const below = secure._parent === undefined ? undefined : (secure._parent as Known)[PEER];
  if (below === undefined) return false;
  (secure as Known)[PEER] = { ...below, encrypted: true };
  return true;
}

/** HTTP/2's stand-in for a socket passes this on, until the connection is gone. */
export function peerOf(socket: Duplex): Peer {
  return (socket as Known)[PEER] ?? { address: NOBODY, encrypted: false };
}

/**
 * Who sent the request, and by which scheme: a header counts only when the edge itself is the
 * peer. Everybody else is known by the connection alone.
 */
import { isIP } from "node:net";
import { countOf, type Field, valueOf } from "./fields.ts";
import { type Networks, plainAddress } from "./networks.ts";
import type { Edge } from "./settings.ts";

export type Client = {
  readonly address: string;
  readonly scheme: "http" | "https";
  /** Whether the connection itself is. */
  readonly encrypted: boolean;
  readonly fromEdge: boolean;
  /** What the edge said about the scheme: "none" when that is no scheme, null when it said nothing, as its own probes do. */
  readonly edgeScheme: "http" | "https" | "none" | null;
};

export type Peer = { readonly address: string; readonly encrypted: boolean };

export function clientOf(peer: Peer, fields: readonly Field[], edge: Edge | null, trusted: Networks): Client {
  const own = peer.encrypted ? "https" : "http";
  if (edge === null || edge.proxyProtocol || !trusted(peer.address)) {
    return { address: peer.address, scheme: own, encrypted: peer.encrypted, fromEdge: false, edgeScheme: null };
  }
  const edgeScheme = schemeOf(edge, fields);
  const scheme = edgeScheme === null || edgeScheme === "none" ? own : edgeScheme;
  const address = addressOf(edge, fields, trusted) ?? peer.address;
  return { address, scheme, encrypted: peer.encrypted, fromEdge: true, edgeScheme };
}

/** Said twice, it counts where both are the same. */
function schemeOf({ protoHeader }: Edge, fields: readonly Field[]): Client["edgeScheme"] {
  const name = protoHeader?.toLowerCase();
  const said = new Set(fields.filter(([field]) => field === name).map(([, value]) => value.toLowerCase()));
  const [scheme] = said;
  if (scheme === undefined) return null;
  return said.size === 1 && (scheme === "http" || scheme === "https") ? scheme : "none";
}

function addressOf({ clientHeader }: Edge, fields: readonly Field[], trusted: Networks): string | null {
  if (clientHeader === null) return null;
  const name = clientHeader.toLowerCase();
  if (name === "x-forwarded-for") return rightmostStranger(fields, trusted);
  const value = countOf(fields, name) === 1 ? valueOf(fields, name) : null;
  return value !== null && isIP(value) !== 0 ? plainAddress(value) : null;
}

/** From the right, the first address that is not the edge's: what a client wrote left of it counts nothing. */
function rightmostStranger(fields: readonly Field[], trusted: Networks): string | null {
  const chain = fields.filter(([name]) => name === "x-forwarded-for").flatMap(([, value]) => value.split(","));
  let found: string | null = null;
  for (const text of chain.reverse()) {
    const address = plainAddress(text.trim());
    if (isIP(address) === 0) return found;
    found = address;
    if (!trusted(address)) return found;
  }
  return found;
}

/**
 * Who sent the request, and by which scheme: a header counts only when the edge itself is the
 * peer. Everybody else is known by the connection alone.
 */
import { isIP } from "node:net";
import type { Field } from "./fields.ts";
import { type Networks, NOBODY, plainAddress } from "./networks.ts";
import type { Peer } from "./peer.ts";
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

/** Null: the edge names no client, so it speaks for itself. */
function addressOf({ clientHeader }: Edge, fields: readonly Field[], trusted: Networks): string | null {
  const name = clientHeader?.toLowerCase();
  const said = fields.filter(([field]) => field === name).map(([, value]) => value.trim());
  if (said.every((value) => value === "")) return null;
  if (name === "x-forwarded-for") return rightmostStranger(said.join(","), trusted);
  // One address, of which two cannot both be right.
  return said.length === 1 ? readAddress(said[0] ?? "") : NOBODY;
}

/**
 * From the right, the first address that is not the edge's: what a client wrote left of it counts
 * nothing. One that cannot be read is somebody's, and not the edge's. Empty places are none (RFC
 * 9110, section 5.6.1).
 */
function rightmostStranger(list: string, trusted: Networks): string {
  let address = NOBODY;
  for (const text of list.split(",").reverse()) {
    if (text.trim() === "") continue;
    address = readAddress(text);
    if (!trusted(address)) break;
  }
  return address;
}

/** With or without a port: `192.0.2.1:443`, `[2001:db8::1]:443`, `[2001:db8::1]` (RFC 7239, section 6). */
function readAddress(text: string): string {
  const [, six, four] = /^(?:\[([0-9a-f:.]+(?:%[^\]]*)?)\]|([0-9.]+))(?::[0-9]{1,5})?$/i.exec(text.trim()) ?? [];
  return plainAddress(six === undefined ? (four ?? text.trim()) : isIP(six) === 6 ? six : undefined);
}

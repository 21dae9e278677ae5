/**
 * The size of a request's head in the uwsgi protocol: a packet of names and values, whose
 * length is a 16 bit number (https://uwsgi-docs.readthedocs.io/en/latest/Protocol.html).
 */
import type { Limits } from "../../plan/plan.ts";

export const PACKET_BYTES_MAX = 65535;

/** `HTTP_` and two lengths for each field. */
const FIELD_BYTES = 9;
/** SERVER_NAME, REMOTE_ADDR, forwarded fields and the like. */
const ADDED_BYTES = 4096;

export function packetBytes({ headersBytes, headerCount, requestLineBytes }: Limits): number {
  // The line comes as REQUEST_URI, and again as PATH_INFO and QUERY_STRING.
  return headersBytes + headerCount * FIELD_BYTES + 2 * requestLineBytes + ADDED_BYTES;
}

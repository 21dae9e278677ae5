/**
 * What an app is told about a request. Forwarded headers are ours alone: set anew, whatever the
 * client sent; their siblings, and what belongs to one connection only, are taken away.
 */
import type { Client } from "./client.ts";
import type { Field } from "./fields.ts";

/** RFC 9110, section 7.6.1: they speak of one connection, and the next hop has its own. */
const HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect"];

const OURS = ["host", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "x-scheme", "x-request-id", "remote-user"];

/** Content-Length: set from the body that was collected. */
export function strippedNames(strip: readonly string[]): ReadonlySet<string> {
  return new Set([...strip.map((name) => name.toLowerCase()), ...HOP, ...OURS, "content-length", "proxy", "http2-settings"]);
}

export type Told = { readonly client: Client; readonly host: string; readonly id: string | null; readonly user: string | null };

export function forwardedFields(fields: readonly Field[], stripped: ReadonlySet<string>, { client, host, id, user }: Told): Field[] {
  const list: Field[] = [["host", host]];
  const cookies: string[] = [];
  for (const field of fields) {
    if (field[0] === "cookie") cookies.push(field[1]);
    else if (!stripped.has(field[0])) list.push(field);
  }
  // One list, whether HTTP/2 split it or a client did (RFC 9113, section 8.2.3): apps join by commas.
  if (cookies.length > 0) list.push(["cookie", cookies.join("; ")]);
  list.push(["x-forwarded-for", client.address], ["x-forwarded-proto", client.scheme]);
  list.push(["x-real-ip", client.address], ["x-scheme", client.scheme]);
  if (id !== null) list.push(["x-request-id", id]);
  if (user !== null) list.push(["remote-user", user]);
  return list;
}

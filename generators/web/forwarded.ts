/**
 * What a client may not say about itself: headers that some layer behind would believe. The
 * web server sets the trusted ones anew and takes these away (RULES X2, X3, X9; httpoxy).
 */
import type { Plan } from "../plan/plan.ts";

/** Who has given a password that the web server checked; empty wherever it checks none. */
export const USER_HEADER = "Remote-User";

/** Siblings of the headers we set, and `Proxy`, which CGI turns into HTTP_PROXY. */
const SIBLINGS = [
  "Forwarded",
  "X-Forwarded-Host",
  "X-Forwarded-Port",
  "X-Forwarded-Prefix",
  "X-Forwarded-Protocol",
  "X-Forwarded-Server",
  "X-Forwarded-Ssl",
  "X-Script-Name",
  "X-Url-Scheme",
  USER_HEADER,
  "Proxy",
];

/** Of a body in chunks, what follows it is dropped, so nothing may announce it (RFC 9110, section 6.6.2). */
const ANNOUNCES = "Trailer";

/** Set by the web server itself, whatever the client sent. */
const OURS = ["x-forwarded-for", "x-forwarded-proto", "x-real-ip", "x-scheme", "x-request-id"];

/** The edge's own header too: once the address is taken from it, it says nothing a client could not forge. */
export function strippedHeaders({ trust }: Pick<Plan, "trust">): readonly string[] {
  const named = trust.edge === null || trust.edge.tls === "web" ? [] : [trust.edge.clientHeader];
  return [...SIBLINGS, ANNOUNCES, ...named.filter((name) => !OURS.includes(name.toLowerCase()))];
}

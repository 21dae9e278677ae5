/**
 * What two neighbours can speak with each other. `wsgi`, `asgi` and `tornado` join framework
 * and WSGI server; the rest join WSGI server and web server. Two neighbours fit when what the
 * front accepts and what the back offers meet; the first in the front's order is chosen.
 *
 * `gateway-http` and `gateway-fastcgi` join our own web server and our own workers, which share one
 * program and one life: the node web server is for hosts that run nothing else.
 */
export type AppLink = "wsgi" | "asgi" | "tornado";
export type WebLink = "http" | "gateway-http" | "gateway-fastcgi" | "uwsgi" | "scgi" | "fastcgi" | "embedded";
export type Link = AppLink | WebLink;

/** The link as the wire has it. */
export function protocolOf(link: WebLink): Exclude<WebLink, "gateway-http" | "gateway-fastcgi"> {
  if (link === "gateway-http") return "http";
  return link === "gateway-fastcgi" ? "fastcgi" : link;
}

/** The first of what the front accepts that the back offers; null when they do not meet. */
export function meet<L extends Link>(accepts: readonly L[], offers: readonly L[]): L | null {
  return accepts.find((link) => offers.includes(link)) ?? null;
}

/** The word that nginx's directives for a link begin with: `scgi_pass`, `proxy_pass`. */
import type { WebLink } from "../../plan/links.ts";
import type { NginxQuoter } from "../../quote/nginx.ts";

export function linkWord(link: WebLink, q: NginxQuoter) {
  return q.keyword(link === "http" ? "proxy" : link, { rule: "S9" });
}

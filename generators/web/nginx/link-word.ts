/** The word that nginx's directives for a link begin with: `scgi_pass`, `proxy_pass`. */
import type { WebLink } from "../../plan/links.ts";
import { linkFile } from "./names.ts";
import type { NginxQuoter } from "./quote.ts";

export function linkWord(link: WebLink, q: NginxQuoter) {
  return q.keyword(linkFile(link), { rule: "S9" });
}

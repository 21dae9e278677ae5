/** Apache httpd 2.4, event MPM. */
import type { WebLayer } from "../../layer.ts";

export const apache: WebLayer = {
  role: "web",
  name: "apache",
  // FastCGI, not SCGI: mod_proxy_scgi answers a chunked upload with 411.
  accepts: ["embedded", "fastcgi", "uwsgi", "http"],
  run: () => null,
  check: () => {},
  emit: () => [],
};

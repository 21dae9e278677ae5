/** mod_wsgi: a WSGI server inside Apache. */
import type { WsgiLayer } from "../../layer.ts";

export const modWsgi: WsgiLayer = {
  role: "wsgi",
  name: "mod_wsgi",
  accepts: ["wsgi"],
  offers: () => ["embedded"],
  run: () => null,
  check: () => {},
  emit: () => [],
};

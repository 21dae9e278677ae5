/** uWSGI. */
import type { WsgiLayer } from "../../layer.ts";

export const uwsgi: WsgiLayer = {
  role: "wsgi",
  name: "uwsgi",
  accepts: ["wsgi"],
  offers: () => ["uwsgi"],
  run: () => null,
  check: () => {},
  emit: () => [],
};

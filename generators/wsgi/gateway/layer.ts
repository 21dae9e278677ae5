/** The gateway: our own WSGI server. */
import type { WsgiLayer } from "../../layer.ts";

export const gateway: WsgiLayer = {
  role: "wsgi",
  name: "gateway",
  accepts: ["wsgi", "asgi", "tornado"],
  offers: (link) => (link === "wsgi" ? ["scgi", "fastcgi"] : ["http"]),
  run: () => null,
  check: () => {},
  emit: () => [],
};
